/** An estimate with the ends of its two-sided 95 % interval, all in the metric's own unit. */
export type Interval = Readonly<{ estimate: number; low: number; high: number }>;

/** Standard normal quantile of 0.975: half of the 5 % lies beyond it. */
export const Z_95 = 1.959963984540054;

/** What a two-sided 95 % interval leaves out at each end. */
export const TAIL = 0.025;

/** @throws RangeError when a count is negative, not whole, or too large to be exact */
export function requireCount(name: string, count: number): void {
	if (!Number.isSafeInteger(count) || count < 0)
		throw new RangeError(`${name} must be a whole number from 0 on, got ${count}`);
}
