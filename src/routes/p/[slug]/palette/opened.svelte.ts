type What = 'palette' | 'keys';

/** Which of the two dialogs is open: keys and menus open them. */
export class Opened {
	#what = $state<What | null>(null);

	get what(): What | null {
		return this.#what;
	}
	open(what: What): void {
		this.#what = what;
	}
	/** The other one may be open already: a dialog tells late that it was closed. */
	close(what: What): void {
		if (this.#what === what) this.#what = null;
	}
}
