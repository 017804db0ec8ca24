import { requireCount, type Interval } from './interval.ts';
import { studentTQuantile } from './student-t-quantile.ts';

/** What is left of `n` whole numbers when only their mean and spread matter. */
export type Moments = Readonly<{ n: number; sum: number; squares: number }>;

/**
 * n · squares − sum², never negative; exact for whole sums of any size, where the difference of two large products
 * would keep no digit.
 */
function scaledSpread({ n, sum, squares }: Moments): number {
	const product = n * squares;
	const square = sum * sum;
	if (product <= Number.MAX_SAFE_INTEGER && square <= Number.MAX_SAFE_INTEGER) return product - square;
	return Number(BigInt(n) * BigInt(squares) - BigInt(sum) * BigInt(sum));
}

/**
 * The sample variance, with n − 1 below.
 * @throws RangeError when there are fewer than two values, or a sum is not whole
 */
export function sampleVariance(moments: Moments): number {
	const { n, sum, squares } = moments;
	requireCount('n', n);
	requireCount('squares', squares);
	requireCount('|sum|', Math.abs(sum));
	if (n < 2) throw new RangeError(`a variance needs two values, got ${n}`);
	const spread = scaledSpread(moments);
	if (spread < 0) throw new RangeError(`no ${n} numbers have the sum ${sum} and the squares ${squares}`);
	return spread / n / (n - 1);
}

/** The interval around the mean of `n` ≥ 2 numbers of this sample variance. */
function around({ n, mean, variance }: { n: number; mean: number; variance: number }): Interval {
	const halfWidth = studentTQuantile(n - 1) * Math.sqrt(variance / n);
	return { estimate: mean, low: mean - halfWidth, high: mean + halfWidth };
}

/**
 * Student's t interval of the mean of whole numbers.
 * @returns `null` when n < 2: one value says nothing about its spread
 * @see Student (1908), Biometrika 6:1-25
 */
export function studentTInterval(moments: Moments): Interval | null {
	const { n, sum } = moments;
	return n < 2 ? null : around({ n, mean: sum / n, variance: sampleVariance(moments) });
}

/**
 * As `studentTInterval`, of any numbers: `deviations` sums the squares of their distances from their mean.
 * @returns `null` when n < 2
 */
export function studentTIntervalOfNumbers({
	n,
	mean,
	deviations
}: Readonly<{ n: number; mean: number; deviations: number }>): Interval | null {
	return n < 2 ? null : around({ n, mean, variance: deviations / (n - 1) });
}
