/** One that does not come holds the others no longer than this. */
const LONGEST_MS = 1_000;

/** What was asked for together and has not come yet. */
export class Gathering<One> {
	readonly #awaited = new Set<One>();
	readonly #onEnd: () => void;
	#limit: ReturnType<typeof setTimeout> | undefined;

	/** `onEnd` when the last has come, or it took too long. */
	constructor(onEnd: () => void) {
		this.#onEnd = onEnd;
	}

	get isOn(): boolean {
		return this.#limit !== undefined;
	}

	add(one: One): void {
		this.#awaited.add(one);
		this.#limit ??= setTimeout(() => this.#end(), LONGEST_MS);
	}

	remove(one: One): void {
		this.#awaited.delete(one);
		if (this.#awaited.size === 0 && this.isOn) this.#end();
	}

	stop(): void {
		clearTimeout(this.#limit);
	}

	#end(): void {
		clearTimeout(this.#limit);
		this.#limit = undefined;
		this.#awaited.clear();
		this.#onEnd();
	}
}
