import type { Bucket, ImpactCell } from './cell.ts';
import { hourlyMean } from './outcome-scale.ts';

/** Answers a day before and after: `high` and `low` ones, and `all`. */
export type AnswersPerDay = Readonly<Record<'all' | 'low' | 'high', Readonly<{ before: number; after: number }>>>;

const BEFORE_HOURS = 28 * 24;
const AFTER_HOURS = 14 * 24;

type Kind = 'all' | 'low' | 'high';

const isCounted = ({ volumes }: Bucket): boolean => volumes !== undefined;

/**
 * Answers a day in the 28 days before the release and in up to 14 days from an onset. What is expected of the same
 * hours of the week stands for before, so that half a day after is not set against whole ones; it is learnt once.
 * @param buckets closed ones; those after the release may still come
 * @returns by the onset's hours; `null` where the metric has no low and high answers, or less than a day has passed
 */
export function createAnswersPerDay(
	{ widthHours, releaseAt }: ImpactCell,
	buckets: readonly Bucket[]
): (onsetHours: number) => AnswersPerDay | null {
	const before = buckets.slice(Math.max(0, releaseAt - Math.round(BEFORE_HOURS / widthHours)), releaseAt);
	const canTell = before.length > 0 && before.every(isCounted);
	const expected = (kind: Kind) => hourlyMean(canTell ? before : [], ({ volumes }) => volumes?.[kind] ?? 0);
	const means = { all: expected('all'), low: expected('low'), high: expected('high') };
	return (onsetHours) => {
		const from = releaseAt + Math.round(onsetHours / widthHours);
		const after = buckets.slice(from, from + Math.round(AFTER_HOURS / widthHours));
		const days = (after.length * widthHours) / 24;
		if (days < 1 || !canTell || !after.every(isCounted)) return null;
		const of = (kind: Kind) => {
			const meanOf = means[kind];
			let [was, is] = [0, 0];
			for (const bucket of after) {
				was += meanOf(bucket);
				is += bucket.volumes?.[kind] ?? 0;
			}
			return { before: was / days, after: is / days };
		};
		return { all: of('all'), low: of('low'), high: of('high') };
	};
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
