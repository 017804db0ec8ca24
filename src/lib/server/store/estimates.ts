import { quantileRanks } from '#lib/stats/order-statistics.ts';
import { poissonInterval } from '#lib/stats/poisson-interval.ts';
import { studentTInterval, studentTIntervalOfNumbers } from '#lib/stats/student-t-interval.ts';
import { wilsonInterval } from '#lib/stats/wilson-interval.ts';
import type { Estimate, Sums } from './metric-spec.ts';

const NONE = { value: null, low: null, high: null } as const;

/** How many there were; the exact interval of how many were to be expected. @see poissonInterval */
export function count({ n }: Sums): Estimate {
	const { low, high } = poissonInterval(n);
	return { n, value: n, low, high };
}

/** `total` of `n`. @see wilsonInterval */
export function share({ n, total }: Sums): Estimate {
	const interval = wilsonInterval(total, n);
	return interval ? { n, value: interval.estimate, low: interval.low, high: interval.high } : { n, ...NONE };
}

/** The mean worth, with Student's t interval within what the worth can be. @see studentTInterval */
export function mean(min: number, max: number): (sums: Sums) => Estimate {
	return ({ n, total, squares }) => {
		if (n === 0) return { n, ...NONE };
		const interval = studentTInterval({ n, sum: total, squares });
		if (!interval) return { n, value: total / n, low: null, high: null };
		return { n, value: interval.estimate, low: Math.max(min, interval.low), high: Math.min(max, interval.high) };
	};
}

/** Distinct customers among `n` rows. */
export const customersOf = ({ n, total }: Sums): Estimate => ({
	n,
	value: n === 0 ? null : total,
	low: null,
	high: null
});

/** Rows for each of the customers, who are its `n`. */
export const perCustomer = ({ n, total }: Sums): Estimate => ({
	n: total,
	value: total === 0 ? null : n / total,
	low: null,
	high: null
});

/** The mean of any numbers; `squares` are of their distances from it. @see studentTIntervalOfNumbers */
export function meanOfNumbers({ n, total, squares }: Sums): Estimate {
	// Numbers too large to add up.
	if (n === 0 || !Number.isFinite(total) || !Number.isFinite(squares)) return { n, ...NONE };
	const interval = studentTIntervalOfNumbers({ n, mean: total / n, deviations: squares });
	return { n, value: total / n, low: interval?.low ?? null, high: interval?.high ?? null };
}

/** The quantile of the values of which the ranks around it are there. @see quantileRanks */
export function quantile(q: number): (sums: Sums) => Estimate {
	return ({ n, ranked = [] }) => {
		if (n === 0) return { n, ...NONE };
		const values = new Map(ranked);
		const at = (rank: number): number => {
			const value = values.get(rank);
			if (value === undefined) throw new RangeError(`the value of rank ${rank} of ${n} was not read`);
			return value;
		};
		const { below, above, weight, ends } = quantileRanks(n, q);
		// Not `below + weight * (above - below)`: equal ones stay what they are, and large ones finite.
		const value = weight === 0 ? at(below) : at(below) * (1 - weight) + at(above) * weight;
		return { n, value, low: ends && at(ends.low), high: ends && at(ends.high) };
	};
}
