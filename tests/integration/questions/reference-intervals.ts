/** The intervals once more, by definition and bisection, sharing nothing with lib/stats. */

const Z = 1.959963984540054;

export type Ends = { low: number; high: number };

function rootOf(f: (x: number) => number, low: number, high: number): number {
	for (let step = 0; step < 200 && high - low > 1e-15 * high; step++) {
		const middle = (low + high) / 2;
		if (f(middle) > 0) high = middle;
		else low = middle;
	}
	return (low + high) / 2;
}

/** The two roots of (p - x)² = z² x (1 - x) / n. */
export function wilsonEnds(hits: number, total: number): Ends {
	const square = Z * Z;
	const b = 2 * hits + square;
	const root = Math.sqrt(square * square + 4 * hits * square * (1 - hits / total));
	const high = (b + root) / (2 * (total + square));
	return { low: (hits * hits) / total / (total + square) / high, high };
}

/** P(X <= count) where `expected` are expected. */
function poissonAtMost(count: number, expected: number): number {
	let term = -expected;
	let sum = 0;
	for (let k = 0; k <= count; k++) {
		sum += Math.exp(term);
		term += Math.log(expected) - Math.log(k + 1);
	}
	return sum;
}

export function poissonEnds(count: number): Ends {
	const most = count + 10 * Math.sqrt(count) + 10;
	return {
		low: count === 0 ? 0 : rootOf((x) => 0.975 - poissonAtMost(count - 1, x), 0, most),
		high: rootOf((x) => 0.025 - poissonAtMost(count, x), 0, most)
	};
}

/** P(|T| < t). @see Abramowitz & Stegun (1964), 26.7.3 and 26.7.4 */
function studentWithin(t: number, df: number): number {
	const angle = Math.atan(t / Math.sqrt(df));
	const square = Math.cos(angle) ** 2;
	const isOdd = df % 2 === 1;
	let term = isOdd ? Math.cos(angle) : 1;
	let sum = df === 1 ? 0 : term;
	for (let k = isOdd ? 3 : 2; k <= df - 2; k += 2) {
		term *= ((k - 1) / k) * square;
		sum += term;
	}
	return isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}

const quantiles = new Map<number, number>();

export function studentEnds(values: readonly number[]): Ends {
	const n = values.length;
	const mean = values.reduce((sum, value) => sum + value, 0) / n;
	const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
	const quantile = quantiles.get(n) ?? rootOf((t) => studentWithin(t, n - 1) - 0.95, 1, 13);
	quantiles.set(n, quantile);
	const halfWidth = quantile * Math.sqrt(variance / n);
	return { low: mean - halfWidth, high: mean + halfWidth };
}
