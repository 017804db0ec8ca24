const SHORTEST_S = 5;
const LONGEST_S = 3_600;
const USUAL_S = 20;

/** How long a page stands, as the address says it in seconds. */
export function turnMs(text: string | null): number {
	const seconds = text === null || text === '' ? USUAL_S : Number(text);
	return 1000 * (Number.isFinite(seconds) ? Math.min(LONGEST_S, Math.max(SHORTEST_S, seconds)) : USUAL_S);
}

/** Which page of a wall screen stands; it turns by itself unless it is held. */
export class Turning {
	readonly #count: () => number;
	readonly #everyMs: () => number;
	#turned = $state(0);
	#isHeld = $state(false);

	constructor(count: () => number, everyMs: () => number) {
		this.#count = count;
		this.#everyMs = everyMs;
	}

	get index(): number {
		const count = Math.max(1, this.#count());
		return ((this.#turned % count) + count) % count;
	}

	get isHeld(): boolean {
		return this.#isHeld;
	}

	turn(pages: 1 | -1): void {
		this.#turned = this.index + pages;
	}

	hold(): void {
		this.#isHeld = !this.#isHeld;
	}

	/** Turns the pages until what it returns is called; a page that was turned by hand stands its full time. */
	run(): (() => void) | undefined {
		if (this.#isHeld || this.#count() < 2) return undefined;
		const next = this.index + 1;
		const timer = setTimeout(() => (this.#turned = next), this.#everyMs());
		return () => clearTimeout(timer);
	}
}
