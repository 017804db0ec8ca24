import { averagedEstimate, averagedInterval, type AveragedFit, heaviestModel } from './averaged-evidence.ts';
import type { Bucket } from './cell.ts';
import { evidenceRadius } from './e-process.ts';
import { leastSquares } from './least-squares.ts';
import { METHOD } from './method.ts';
import { shapeValues } from './onset.ts';
import type { Ends, Level, Reading } from './reading.ts';
import { repeated, type Look, type Series } from './series.ts';
import { WINDOW_HOURS } from './series-design.ts';
import { shapeFit } from './step-model.ts';

/** Information on the leading shape at some hours after the release, if last week repeats. */
type Projected = Readonly<{ hours: number; information: number; df: number }>;

/** A closer projection than this is not worth its time. */
const STEP_HOURS = 6;

/** Least closed buckets, hours and answers after the release before anything is decided. */
const ENOUGH = { buckets: 3, hours: 6, answers: 50 } as const;

/** The reading of a series, with what only the before/after path has. */
export type SeriesReading = Reading &
	Readonly<{ fit: AveragedFit; stepInterval: (alpha: number) => Ends; information: { now: number; final: number } }>;

const sumOf = (buckets: readonly Bucket[], of: (bucket: Bucket) => number): number =>
	buckets.reduce((sum, bucket) => sum + of(bucket), 0);

/** Respondents and their mean; of a volume the count and its mean a bucket. */
export function levelOf(buckets: readonly Bucket[], isVolume: boolean): Level {
	const n = sumOf(buckets, (bucket) => bucket.n);
	if (isVolume) return { n, value: buckets.length > 0 ? n / buckets.length : null };
	return { n, value: n > 0 ? sumOf(buckets, ({ sum }) => sum) / n : null };
}

/** What one model, by its point, expects to know of the leading shape until the window ends. */
function projection(series: Series, leading: number, which: number): Projected[] {
	const { design, cell } = series;
	const bank = series.bank();
	const point = bank.points[which];
	const pass = point && bank.passes[point.pass];
	if (!point || !pass) return [];
	const future = pass.copy();
	const buckets = series.buckets();
	const points: Projected[] = [];
	for (let ahead = 0; ; ahead++) {
		const index = buckets.length + ahead - 1;
		const hours = design.hoursOf(index) + cell.widthHours;
		if (hours > WINDOW_HOURS) return points;
		const bucket = ahead > 0 && repeated(buckets, ahead, cell.widthHours);
		if (bucket) {
			const values = shapeValues(design.shapes, design.hoursOf(index), cell.widthHours);
			future.push(design.rowOf(bucket, index, false), values);
		}
		if (ahead > 0 && hours % Math.max(STEP_HOURS, cell.widthHours) !== 0) continue;
		const { shapes, df } = leastSquares(future, design.layout, point.precision);
		const information = shapes[leading]?.information ?? 0;
		if (information > 0) points.push({ hours, information, df });
	}
}

/** Reads a series at any moment; what needs only closed buckets is worked out once for each. */
export function createSeriesReader(series: Series): (look: Look) => SeriesReading | null {
	const { cell, design, precisions, placebo } = series;
	const isVolume = cell.kind === 'volume';
	const before = levelOf(cell.buckets.slice(0, cell.releaseAt), isVolume);
	/** Of the closed buckets since the release. */
	const since = { buckets: 0, answers: 0, expected: 0 };
	let projected: { closed: number; leading: number; point: number; points: Projected[] } | null = null;

	const projectedFor = (leading: number, point: number): Projected[] => {
		const closed = series.rows().length;
		if (projected?.closed !== closed || projected.leading !== leading || projected.point !== point)
			projected = { closed, leading, point, points: projection(series, leading, point) };
		return projected.points;
	};

	function count(): void {
		const buckets = series.buckets();
		for (; cell.releaseAt + since.buckets < buckets.length; since.buckets++) {
			const bucket = buckets[cell.releaseAt + since.buckets];
			if (!bucket) return;
			since.answers += bucket.n;
			if (isVolume) since.expected += design.scale.expectedOf(bucket);
		}
	}

	return (look) => {
		const fit = shapeFit(look.readings, look.leading, precisions, placebo.kappa);
		if (!fit) return null;
		const { unit } = design.scale;
		const { estimate, standardError } = averagedEstimate(fit);
		const weight = design.shapes[look.leading]?.weight ?? 1;
		const scaled = (of: AveragedFit, logThreshold: number): Ends => {
			const { low, high } = averagedInterval(of, logThreshold);
			return { low: low === null ? null : low * unit, high: high === null ? null : high * unit };
		};
		const known = new Map<number, Ends>();
		const interval = (alpha: number): Ends => {
			const ends = known.get(alpha) ?? scaled(fit, -Math.log(alpha * weight));
			known.set(alpha, ends);
			return ends;
		};
		const step = shapeFit(look.readings, 0, precisions, placebo.kappa) ?? fit;
		const typical = heaviestModel(fit);
		if (!typical) return null;
		count();
		const answers = Math.max(since.answers, since.expected);
		const closed = since.buckets;
		const radiusOf = (information: number, df: number, alpha: number) =>
			evidenceRadius(
				{ information, residuals: (typical.residuals / (fit.df - 1)) * (df - 1) * placebo.kappa ** 2, df: df - 1 },
				typical.precision,
				alpha * weight
			);
		const project = (hours: number, alpha: number) => {
			const points = projectedFor(look.leading, typical.point);
			const at = points.findLast((point) => point.hours <= hours) ?? points[0];
			const { low, high } = interval(alpha);
			const [now, then] = [typical.information, at?.information ?? typical.information];
			const shrink = Math.sqrt(now / then);
			const radius = radiusOf(then, at?.df ?? fit.df, alpha);
			const own = radiusOf(now, fit.df, alpha);
			// The average over noise models is wider than one of them, by as much later as now.
			const ratio = low === null || high === null || !Number.isFinite(own) ? unit : (high - low) / 2 / own;
			return { radius: Number.isFinite(radius) ? radius * ratio : null, standardError: standardError * unit * shrink };
		};
		return {
			fit,
			effect: estimate * unit,
			standardError: standardError * unit,
			logEvidence: look.logEvidence,
			interval,
			stepInterval: (alpha) => scaled(step, -Math.log(alpha * (design.shapes[0]?.weight ?? 1))),
			project,
			ready: closed >= ENOUGH.buckets && closed * cell.widthHours >= ENOUGH.hours && answers >= ENOUGH.answers,
			before,
			get after() {
				return levelOf(series.buckets().slice(cell.releaseAt, cell.releaseAt + closed), isVolume);
			},
			reasons: [],
			get information() {
				return {
					now: typical.information,
					final: projectedFor(look.leading, typical.point).at(-1)?.information ?? typical.information
				};
			}
		};
	};
}

/** Half the width of an interval and what would be seen beyond it with power 0.8; `null` while an end is out of sight. */
export const detectableEffect = ({ radius, standardError }: { radius: number | null; standardError: number }) =>
	radius === null ? null : radius + METHOD.powerQuantile * standardError;
