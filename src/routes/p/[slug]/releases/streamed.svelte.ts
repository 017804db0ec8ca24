/** What a page's slow part said last: the one before stays until the next has come. */
export class Streamed<Value> {
	#value: Value | null = $state.raw(null);
	#hasFailed = $state(false);
	#newest: Promise<Value> | null = null;

	/** `null` until the first came. */
	get value(): Value | null {
		return this.#value;
	}

	get hasFailed(): boolean {
		return this.#hasFailed;
	}

	follow(promise: Promise<Value>): void {
		this.#newest = promise;
		const isNewest = () => this.#newest === promise;
		promise.then(
			(value) => {
				if (!isNewest()) return;
				this.#value = value;
				this.#hasFailed = false;
			},
			() => {
				if (isNewest()) this.#hasFailed = true;
			}
		);
	}
}
