import { averagedLogEvidence } from './averaged-evidence.ts';
import { shapesAt, type Look, type Series } from './series.ts';
import { copyBank, pushBank, readBank, shapeFit, type Bank, weightsOf } from './step-model.ts';

const DAY_HOURS = 24;
/** Evidence that must be left without the worst stretch, and how many noise models are asked. */
const LEFT = 3;
const MODELS = 4;

/** Whether the evidence outlives the loss of any one stretch since the release. */
export type BurstGate = (look: Look) => boolean;

/** The four heaviest points of the look, in a bank as it was at the release. */
function heaviest({ atRelease }: Series, { readings }: Look): { bank: Bank; indices: number[] } {
	const weights = weightsOf(readings);
	const indices = readings
		.map(({ point }, index) => ({ point, weight: weights[index] ?? 0 }))
		.sort((left, right) => right.weight - left.weight)
		.slice(0, MODELS)
		.map(({ point }) => point);
	const points = indices.flatMap((index) => atRelease.points[index] ?? []);
	const used = [...new Set(points.map(({ pass }) => pass))];
	const bank = copyBank({
		...atRelease,
		passes: used.flatMap((pass) => atRelease.passes[pass] ?? []),
		points: points.map((point) => ({ ...point, pass: used.indexOf(point.pass) }))
	});
	return { bank, indices };
}

/** Deletes one stretch after the other; asks first the one that failed last, so that failing again is cheap. */
export function createBurstGate(series: Series): BurstGate {
	const { cell, design, placebo, precisions } = series;
	const { widthHours, releaseAt } = cell;
	let worst = 0;

	const evidenceWithout = (
		base: Bank,
		indices: readonly number[],
		leading: number,
		from: number,
		to: number
	): number => {
		const trial = copyBank(base);
		const rows = series.rows();
		const buckets = series.buckets();
		for (let index = releaseAt; index < rows.length; index++) {
			const [row, bucket] = [rows[index], buckets[index]];
			if (!row || !bucket) continue;
			const kept = index < from || index >= to ? row : { ...row, variance: null };
			pushBank(trial, kept, shapesAt(design, bucket, index, widthHours));
		}
		const own = indices.map((index) => precisions[index] ?? new Float64Array(design.shapes.length));
		const fit = shapeFit(readBank(trial), leading, own, placebo.kappa);
		return fit ? averagedLogEvidence(fit) + Math.log(design.shapes[leading]?.weight ?? 1) : -Infinity;
	};

	return (look) => {
		const closed = series.rows().length - releaseAt;
		const day = Math.round(DAY_HOURS / widthHours);
		const length = Math.max(1, widthHours >= 6 ? day : Math.min(day, Math.floor(closed / 4)));
		const stride = Math.max(1, length >> 1);
		const { bank, indices } = heaviest(series, look);
		const starts: number[] = [];
		for (let start = 0; start < closed; start += stride) starts.push(start);
		const first = starts.reduce((near, start) => (Math.abs(start - worst) < Math.abs(near - worst) ? start : near), 0);
		for (const start of [first, ...starts.filter((other) => other !== first)]) {
			const from = releaseAt + start;
			if (evidenceWithout(bank, indices, look.leading, from, from + length) >= Math.log(LEFT)) continue;
			worst = start;
			return false;
		}
		return true;
	};
}
