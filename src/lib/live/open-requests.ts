import type { SeenRequest } from './contract.ts';
import type { LiveConnection } from './live-socket.ts';

const MOST = 100;

/** The last requests to the product, while some part of the page shows them; what was shown last stays. */
export class OpenRequests {
	readonly #onChange: () => void;
	#connection: LiveConnection | null = null;
	#watchers = 0;
	#requests: readonly SeenRequest[] | null = null;

	constructor(onChange: () => void) {
		this.#onChange = onChange;
	}

	/** Newest first; `null` before the first answer. */
	get newest(): readonly SeenRequest[] | null {
		return this.#requests;
	}

	connect(connection: LiveConnection): void {
		this.#connection = connection;
		if (this.#watchers > 0) void this.#open();
	}

	/** Returns what ends the watching. */
	watch(): () => void {
		this.#watchers++;
		if (this.#watchers === 1 && this.#connection?.isUp()) void this.#open();
		return () => {
			this.#watchers--;
			// The next page may watch at once, and the server may take an opening before the closing that was sent first.
			setTimeout(() => {
				if (this.#watchers === 0) this.#connection?.closeRequests();
			});
		};
	}

	/** Those that came in since, newest first. */
	take(fresh: readonly SeenRequest[]): void {
		const known = new Set(fresh.map(({ id }) => id));
		this.#requests = [...fresh, ...(this.#requests ?? []).filter(({ id }) => !known.has(id))].slice(0, MOST);
		this.#onChange();
	}

	async #open(): Promise<void> {
		const reply = await this.#connection?.openRequests();
		if (!reply?.ok) return;
		this.#requests = reply.data.requests;
		this.#onChange();
	}
}
