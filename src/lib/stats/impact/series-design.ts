import { calendarColumns, WEEKDAY_DAYS } from './calendar-columns.ts';
import type { Bucket, ImpactCell, OtherRelease } from './cell.ts';
import { SLOW_HOURS } from './noise-grid.ts';
import { outcomeScale, type OutcomeScale } from './outcome-scale.ts';
import { type Shape, SHAPES } from './onset.ts';
import type { StepDesign } from './step-model.ts';
import type { Row } from './whitening.ts';

/** Hours that the outcome is watched after a release, and for which an earlier release keeps a step of its own. */
export const WINDOW_HOURS = 28 * 24;

/** How buckets of one cell become rows of the model. */
export type SeriesDesign = StepDesign &
	Readonly<{
		scale: OutcomeScale;
		shapes: readonly Shape[];
		/** Releases with a step of their own. */
		others: readonly OtherRelease[];
		/** Hours from the release to the start of the bucket with this index. */
		hoursOf: (index: number) => number;
		/** Row of the bucket with this index; missing where nobody answered or `masked`. */
		rowOf: (bucket: Bucket, index: number, masked: boolean) => Row;
	}>;

/** Releases that may have left a step in the window: those of the last 28 days, and earlier ones known to have had an effect. */
const withStep = ({ otherReleases, releaseAt, widthHours }: ImpactCell): OtherRelease[] =>
	otherReleases.filter(
		({ bucket, established }) =>
			bucket > 0 && (established === true || (releaseAt - bucket) * widthHours <= WINDOW_HOURS)
	);

/** The model's columns for this cell; everything about scale is learnt from before the release alone. */
export function seriesDesign(cell: ImpactCell): SeriesDesign {
	const { widthHours, releaseAt } = cell;
	const before = cell.buckets.slice(0, releaseAt);
	const scale = outcomeScale(cell.kind, before);
	const withWeek = releaseAt * widthHours >= WEEKDAY_DAYS * 24;
	const others = withStep(cell);
	const controls = cell.buckets[0]?.controls?.length ?? 0;
	const flat = 1 + calendarColumns({ hourOfDay: 0, weekday: 0 }, widthHours, withWeek).length + controls;
	const shapes = SHAPES[cell.rollout];
	const calendars = new Map<number, readonly number[]>();
	const calendarOf = (bucket: Bucket): readonly number[] => {
		const hourOfWeek = bucket.weekday * 24 + bucket.hourOfDay;
		const columns = calendars.get(hourOfWeek) ?? calendarColumns(bucket, widthHours, withWeek);
		calendars.set(hourOfWeek, columns);
		return columns;
	};
	return {
		layout: { flat, nuisance: flat + 1 + others.length, shapes: shapes.length },
		slowLag: Math.exp(-widthHours / SLOW_HOURS),
		stepPrecision: scale.stepPrecision,
		scale,
		shapes,
		others,
		hoursOf: (index) => (index - releaseAt) * widthHours,
		rowOf: (bucket, index, masked) => {
			const value = masked ? null : scale.valueOf(bucket);
			return {
				nuisance: Float64Array.from([
					1,
					...calendarOf(bucket),
					...Array.from({ length: controls }, (_, control) => bucket.controls?.[control] ?? 0),
					index / releaseAt - 0.5,
					...others.map((other) => (index >= other.bucket ? 1 : 0))
				]),
				outcome: value === null ? 0 : (value - scale.centre) / scale.unit,
				variance: value === null ? null : scale.varianceOf(bucket)
			};
		}
	};
}
