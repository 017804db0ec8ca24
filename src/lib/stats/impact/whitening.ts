import type { NoiseModel } from './noise-grid.ts';

/** How the columns are laid out: nuisance columns first, of which the first `flat` have a flat prior, then shapes, then y. */
export type Layout = Readonly<{ flat: number; nuisance: number; shapes: number }>;

/** One bucket: nuisance columns, the outcome, and its measurement variance against a typical bucket's; `null` when missing. */
export type Row = Readonly<{ nuisance: Float64Array; outcome: number; variance: number | null }>;

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
	/** Predicted fast and slow state of each column, and the white rest of the bucket in hand. */
	readonly fast: Float64Array;
	readonly slow: Float64Array;
	readonly #rest: Float64Array;
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
		this.#rest = new Float64Array(columns);
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
	push({ nuisance, outcome, variance }: Row, shapes: Float64Array): void {
		if (variance !== null) this.#observe(nuisance, shapes, outcome, variance);
		this.#predict();
	}

	#observe(nuisance: Float64Array, shapes: Float64Array, outcome: number, variance: number): void {
		const { nuisance: width, shapes: count } = this.#layout;
		const [fast = 0, both = 0, slow = 0, logVariance = 0, observed = 0] = this.#scalars;
		const total = fast + 2 * both + slow + variance;
		const scale = 1 / Math.sqrt(total);
		const fastGain = (fast + both) / total;
		const slowGain = (both + slow) / total;
		for (let column = 0; column <= width + count; column++) {
			const value =
				column < width ? (nuisance[column] ?? 0) : column < width + count ? (shapes[column - width] ?? 0) : outcome;
			const rest = value - (this.fast[column] ?? 0) - (this.slow[column] ?? 0);
			this.fast[column] = (this.fast[column] ?? 0) + fastGain * rest;
			this.slow[column] = (this.slow[column] ?? 0) + slowGain * rest;
			this.#rest[column] = rest * scale;
		}
		this.#accumulate();
		this.#scalars[0] = fast - fastGain * (fast + both);
		this.#scalars[1] = both - fastGain * (both + slow);
		this.#scalars[2] = slow - slowGain * (both + slow);
		this.#scalars[3] = logVariance + Math.log(total);
		this.#scalars[4] = observed + 1;
	}

	#accumulate(): void {
		const { nuisance: width, shapes: count } = this.#layout;
		const rest = this.#rest;
		const cross = this.cross;
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
			this.own[shape] = (this.own[shape] ?? 0) + value * value;
			if (shape < count) this.withOutcome[shape] = (this.withOutcome[shape] ?? 0) + value * outcome;
		}
	}

	#predict(): void {
		const { phi, fast, slow } = this.model;
		const lag = this.#slowLag;
		const scalars = this.#scalars;
		for (let column = 0; column < this.fast.length; column++) {
			this.fast[column] = (this.fast[column] ?? 0) * phi;
			this.slow[column] = (this.slow[column] ?? 0) * lag;
		}
		scalars[0] = phi * phi * (scalars[0] ?? 0) + (1 - phi * phi) * fast;
		scalars[1] = phi * lag * (scalars[1] ?? 0);
		scalars[2] = lag * lag * (scalars[2] ?? 0) + (1 - lag * lag) * slow;
	}
}
