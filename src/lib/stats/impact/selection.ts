import type { Bucket, ImpactCell } from './cell.ts';
import { outcomeScale } from './outcome-scale.ts';

/** Answers a day before and after: `high` and `low` ones, and `all`. */
export type AnswersPerDay = Readonly<Record<'all' | 'low' | 'high', Readonly<{ before: number; after: number }>>>;

const BEFORE_HOURS = 28 * 24;
const AFTER_HOURS = 14 * 24;

type Kind = 'all' | 'low' | 'high';

/**
 * Answers a day in the 28 days before the release and in up to 14 days from the onset. What is expected of the same
 * hours of the week stands for before, so that half a day after is not set against whole ones.
 * @returns `null` where the metric has no low and high answers, or less than a day has passed since the onset
 */
export function answersPerDay(
	{ widthHours, releaseAt }: ImpactCell,
	buckets: readonly Bucket[],
	onsetHours: number
): AnswersPerDay | null {
	const before = buckets.slice(Math.max(0, releaseAt - Math.round(BEFORE_HOURS / widthHours)), releaseAt);
	const from = releaseAt + Math.round(onsetHours / widthHours);
	const after = buckets.slice(from, from + Math.round(AFTER_HOURS / widthHours));
	const days = (after.length * widthHours) / 24;
	if (days < 1 || before.length === 0 || [...before, ...after].some(({ volumes }) => !volumes)) return null;
	const of = (kind: Kind) => {
		const counted = (bucket: Bucket): Bucket => ({ ...bucket, n: bucket.volumes?.[kind] ?? 0 });
		const { meanOf } = outcomeScale('volume', before.map(counted));
		const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
		return { before: sum(after.map(meanOf)) / days, after: sum(after.map((bucket) => counted(bucket).n)) / days };
	};
	return { all: of('all'), low: of('low'), high: of('high') };
}

/** Change of all answers from which on who answers is in question. */
const CHANGED = Math.log(4 / 3);
const LOPSIDED = 2;

/**
 * Satisfied people came or went while the dissatisfied hardly changed: a mean moved by who answers. A real fall of the
 * outcome raises the low answers.
 */
export function isSelected({ all, low, high }: AnswersPerDay): boolean {
	if (all.before === 0 || all.after === 0) return false;
	const moved = Math.abs(high.after - high.before) > LOPSIDED * Math.abs(low.after - low.before);
	return moved && Math.abs(Math.log(all.after / all.before)) > CHANGED;
}
