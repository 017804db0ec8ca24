/** At most four pictures a second, however many frames arrive. */
const SHOW_MS = 250;

/**
 * When to show what has changed: with the next frame of the screen after a quiet time, then at most every `SHOW_MS`.
 * What changes in between is shown together.
 */
export class Pace {
	readonly #show: () => void;
	#frame: number | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#shownMs = -Infinity;

	constructor(show: () => void) {
		this.#show = show;
	}

	/** Something is new. */
	wish(): void {
		if (this.#frame !== undefined || this.#timer !== undefined) return;
		const restMs = this.#shownMs + SHOW_MS - performance.now();
		if (restMs <= 0) return this.#withNextFrame();
		this.#timer = setTimeout(() => {
			this.#timer = undefined;
			this.#withNextFrame();
		}, restMs);
	}

	/** Shows at once. */
	now(): void {
		this.stop();
		this.#shownMs = performance.now();
		this.#show();
	}

	stop(): void {
		clearTimeout(this.#timer);
		if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
		this.#timer = this.#frame = undefined;
	}

	#withNextFrame(): void {
		this.#frame = requestAnimationFrame(() => this.now());
	}
}
