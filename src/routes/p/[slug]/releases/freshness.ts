/** Calls `renew` with the releases whose verdicts moved since it was last called, at most once in so long. */
export class Freshness {
	readonly #everyMs: number;
	readonly #renew: (moved: readonly string[] | null) => void;
	#moved: Set<string> | null = new Set();
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(everyMs: number, renew: (moved: readonly string[] | null) => void) {
		this.#everyMs = everyMs;
		this.#renew = renew;
	}

	/** `null`: any may have moved. */
	see(moved: readonly string[] | null): void {
		if (moved === null) this.#moved = null;
		for (const version of moved ?? []) this.#moved?.add(version);
		this.#timer ??= setTimeout(() => {
			const seen = this.#moved;
			this.#moved = new Set();
			this.#timer = undefined;
			this.#renew(seen && [...seen]);
		}, this.#everyMs);
	}

	stop(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}
}
