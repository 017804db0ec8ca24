import { createContext } from 'svelte';

/** The instant that the pointer or the arrow keys stand on: one for all charts of a page. */
export class Crosshair {
	#atMs: number | null = $state(null);
	#owner: string | null = $state(null);

	get atMs(): number | null {
		return this.#atMs;
	}

	/** The chart that shows the words; the others show the line alone. */
	get owner(): string | null {
		return this.#owner;
	}

	moveTo(atMs: number, owner: string): void {
		this.#atMs = atMs;
		this.#owner = owner;
	}

	leave(owner: string): void {
		if (this.#owner !== owner) return;
		this.#atMs = null;
		this.#owner = null;
	}
}

const [crosshairOf, shareCrosshair] = createContext<Crosshair>();

export { crosshairOf, shareCrosshair };
