import type { NoiseModel } from './noise-grid.ts';

/** How the columns are laid out: nuisance columns first, of which the first `flat` have a flat prior, then shapes, then y. */
export type Layout = Readonly<{ flat: number; nuisance: number; shapes: number }>;

/** One bucket: nuisance columns, the outcome, and its measurement variance against a typical bucket's; `null` when missing. */
export type Row = Readonly<{ nuisance: Float64Array; outcome: number; variance: number | null }>;

/** A bucket's columns side by side: nuisance, shapes, outcome. */
export type Values = Readonly<{ values: Float64Array; variance: number | null }>;

export function valuesOf({ nuisance, outcome }: Row, shapes: Float64Array): Float64Array {
	const values = new Float64Array(nuisance.length + shapes.length + 1);
	values.set(nuisance);
	values.set(shapes, nuisance.length);
	values[values.length - 1] = outcome;
	return values;
}

/**
 * One noise model's filter over all columns at once: nuisance, shapes of the effect, and the outcome. The gains do not
 * depend on the values, so the same two-state Kalman filter makes every column white, and generalised least squares
 * becomes ordinary least squares on what it leaves. Its cross products are all that is kept of the past.
 * @see Harvey (1989), Forecasting, Structural Time Series Models and the Kalman Filter, section 3.4
 */
export class Whitening {
	readonly #layout: Layout;
	readonly model: NoiseModel;
	readonly #slowLag: number;
	/** Predicted fast and slow state of each column. */
	readonly fast: Float64Array;
	readonly slow: Float64Array;
	/** White rests of the buckets in hand. */
	readonly #rests: readonly [Float64Array, Float64Array, Float64Array, Float64Array];
	/** Cross products of every column with the nuisance columns, row by row. */
	readonly cross: Float64Array;
	/** Cross product of each shape with itself and with the outcome, and of the outcome with itself. */
	readonly own: Float64Array;
	readonly withOutcome: Float64Array;
	/** Variance of the fast state, covariance, variance of the slow state, the sum of ln F, and the buckets observed. */
	readonly #scalars: Float64Array;

	constructor(model: NoiseModel, layout: Layout, slowLag: number) {
		const columns = layout.nuisance + layout.shapes + 1;
		this.#layout = layout;
		this.model = model;
		this.#slowLag = slowLag;
		this.fast = new Float64Array(columns);
		this.slow = new Float64Array(columns);
		const empty = () => new Float64Array(columns);
		this.#rests = [empty(), empty(), empty(), empty()];
		this.cross = new Float64Array(columns * layout.nuisance);
		this.own = new Float64Array(layout.shapes + 1);
		this.withOutcome = new Float64Array(layout.shapes);
		this.#scalars = Float64Array.of(model.fast, 0, model.slow, 0, 0);
	}

	/** Sum of the logarithms of the innovation variances. */
	get logVariance(): number {
		return this.#scalars[3] ?? 0;
	}

	get observed(): number {
		return this.#scalars[4] ?? 0;
	}

	/** Variance of what the two states together add to the next bucket. */
	get stateVariance(): number {
		const [fast = 0, both = 0, slow = 0] = this.#scalars;
		return fast + 2 * both + slow;
	}

	/** Becomes what `other` is, of the same layout and noise model. */
	copyFrom(other: Whitening): void {
		this.fast.set(other.fast);
		this.slow.set(other.slow);
		this.cross.set(other.cross);
		this.own.set(other.own);
		this.withOutcome.set(other.withOutcome);
		this.#scalars.set(other.#scalars);
	}

	copy(): Whitening {
		const twin = new Whitening(this.model, this.#layout, this.#slowLag);
		twin.copyFrom(this);
		return twin;
	}

	/** Takes in the next bucket; `shapes` are the values of the effect's columns. */
	push(row: Row, shapes: Float64Array): void {
		this.pushValues({ values: valuesOf(row, shapes), variance: row.variance });
	}

	pushValues({ values, variance }: Values): void {
		if (variance === null) this.#pass();
		else {
			this.#observe(this.#rests[0], values, variance);
			this.#accumulate(this.#rests[0]);
		}
		this.#predict();
	}

	/** What pushing one row after the other comes to, bit for bit and in less time; no shape has begun yet. */
	pushAll(rows: readonly Values[]): void {
		let waiting = 0;
		for (const { values, variance } of rows) {
			if (variance === null) this.#pass();
			else {
				this.#observe(this.#rests[waiting] ?? this.#rests[0], values, variance);
				waiting += 1;
			}
			this.#predict();
			if (waiting < this.#rests.length) continue;
			this.#accumulateAll();
			waiting = 0;
		}
		for (const rest of this.#rests.slice(0, waiting)) this.#accumulate(rest);
	}

	/** Columns after a bucket that was seen: their white rest, and both states as predicted for the next one. */
	#observe(rests: Float64Array, values: Float64Array, variance: number): void {
		const { fast: fasts, slow: slows } = this;
		const { phi } = this.model;
		const lag = this.#slowLag;
		const scalars = this.#scalars;
		const fast = scalars[0] ?? 0;
		const both = scalars[1] ?? 0;
		const slow = scalars[2] ?? 0;
		const total = fast + 2 * both + slow + variance;
		const scale = 1 / Math.sqrt(total);
		const fastGain = (fast + both) / total;
		const slowGain = (both + slow) / total;
		for (let column = 0; column < values.length; column++) {
			const quick = fasts[column] ?? 0;
			const lasting = slows[column] ?? 0;
			const rest = (values[column] ?? 0) - quick - lasting;
			fasts[column] = (quick + fastGain * rest) * phi;
			slows[column] = (lasting + slowGain * rest) * lag;
			rests[column] = rest * scale;
		}
		scalars[0] = fast - fastGain * (fast + both);
		scalars[1] = both - fastGain * (both + slow);
		scalars[2] = slow - slowGain * (both + slow);
		scalars[3] = (scalars[3] ?? 0) + Math.log(total);
		scalars[4] = (scalars[4] ?? 0) + 1;
	}

	#accumulate(rest: Float64Array): void {
		const { nuisance: width, shapes: count } = this.#layout;
		const { cross, own, withOutcome } = this;
		const outcome = rest[width + count] ?? 0;
		for (let column = 0; column <= width + count; column++) {
			const value = rest[column] ?? 0;
			// Before its release a shape is nought everywhere.
			if (value === 0) continue;
			const start = column * width;
			const end = column < width ? column + 1 : width;
			for (let other = 0; other < end; other++)
				cross[start + other] = (cross[start + other] ?? 0) + value * (rest[other] ?? 0);
			if (column < width) continue;
			const shape = column - width;
			own[shape] = (own[shape] ?? 0) + value * value;
			if (shape < count) withOutcome[shape] = (withOutcome[shape] ?? 0) + value * outcome;
		}
	}

	/** Four buckets at once, added in their order; shapes are nought in all of them. */
	#accumulateAll(): void {
		const { nuisance: width, shapes: count } = this.#layout;
		const { cross, own } = this;
		const [first, second, third, fourth] = this.#rests;
		for (let column = 0; column <= width + count; column++) {
			const a = first[column] ?? 0;
			const b = second[column] ?? 0;
			const c = third[column] ?? 0;
			const d = fourth[column] ?? 0;
			if (a === 0 && b === 0 && c === 0 && d === 0) continue;
			const start = column * width;
			const end = column < width ? column + 1 : width;
			for (let other = 0; other < end; other++)
				cross[start + other] =
					(cross[start + other] ?? 0) +
					a * (first[other] ?? 0) +
					b * (second[other] ?? 0) +
					c * (third[other] ?? 0) +
					d * (fourth[other] ?? 0);
		}
		const outcome = width + count;
		for (const rest of this.#rests) own[count] = (own[count] ?? 0) + (rest[outcome] ?? 0) * (rest[outcome] ?? 0);
	}

	/** Columns after a bucket that is missing. */
	#pass(): void {
		const { fast, slow } = this;
		const { phi } = this.model;
		const lag = this.#slowLag;
		for (let column = 0; column < fast.length; column++) {
			fast[column] = (fast[column] ?? 0) * phi;
			slow[column] = (slow[column] ?? 0) * lag;
		}
	}

	#predict(): void {
		const { phi, fast, slow } = this.model;
		const lag = this.#slowLag;
		const scalars = this.#scalars;
		scalars[0] = phi * phi * (scalars[0] ?? 0) + (1 - phi * phi) * fast;
		scalars[1] = phi * lag * (scalars[1] ?? 0);
		scalars[2] = lag * lag * (scalars[2] ?? 0) + (1 - lag * lag) * slow;
	}
}
