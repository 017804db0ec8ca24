/** So many times as long as a picture took, the browser is left to whoever uses the page. */
const REST = 3;
/** At most twenty pictures a second, and four where they are slow to make. */
const [SHORTEST_MS, LONGEST_MS] = [50, 250];

/**
 * When to show what has changed: with the next frame of the screen after a quiet time, then after a rest that follows
 * from what showing costs here. What changes in between is shown together.
 */
export class Pace {
	readonly #show: () => void;
	#frame: number | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#restUntilMs = -Infinity;

	constructor(show: () => void) {
		this.#show = show;
	}

	/** Something is new. */
	wish(): void {
		if (this.#frame !== undefined || this.#timer !== undefined) return;
		const restMs = this.#restUntilMs - performance.now();
		if (restMs <= 0) return this.#withNextFrame();
		this.#timer = setTimeout(() => {
			this.#timer = undefined;
			this.#withNextFrame();
		}, restMs);
	}

	/** Shows at once. */
	now(): void {
		this.stop();
		const startMs = performance.now();
		this.#restUntilMs = startMs + LONGEST_MS;
		this.#show();
		// A task of its own comes after the page was laid out and painted.
		setTimeout(() => this.#rest(startMs));
	}

	stop(): void {
		clearTimeout(this.#timer);
		if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
		this.#timer = this.#frame = undefined;
	}

	#rest(startMs: number): void {
		const endMs = performance.now();
		const restMs = (endMs - startMs) * REST;
		this.#restUntilMs = Math.max(startMs + SHORTEST_MS, Math.min(startMs + LONGEST_MS, endMs + restMs));
		if (this.#timer === undefined) return;
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.wish();
	}

	#withNextFrame(): void {
		this.#frame = requestAnimationFrame(() => this.now());
	}
}
