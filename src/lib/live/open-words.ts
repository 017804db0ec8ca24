import type { Filter } from '#lib/domain/question.ts';
import type { OpenWords, Word } from './contract.ts';
import type { LiveConnection } from './live-socket.ts';

const RETRY_MS = 5_000;

const filterKey = (filter: readonly Filter[]): string => JSON.stringify(filter);

/** The stream of the newest texts that pass a filter; what was read last stays until the filter changes. */
export class OpenWordStream {
	readonly #onChange: () => void;
	#connection: LiveConnection | null = null;
	#filter: readonly Filter[] = [];
	#stream: string | null = null;
	#words: readonly Word[] | null = null;
	#isResting = false;
	#retry: ReturnType<typeof setTimeout> | undefined;

	constructor(onChange: () => void) {
		this.#onChange = onChange;
	}

	/** Newest first; `null` before they came, and after the filter changed. */
	get newest(): readonly Word[] | null {
		return this.#words;
	}

	/** The connection stands, for the first time or again. */
	connect(connection: LiveConnection): void {
		this.#connection = connection;
		this.#stream = null;
		void this.#open();
	}

	/** Gives whether it is another filter than before. */
	watch(filter: readonly Filter[]): boolean {
		if (filterKey(filter) === filterKey(this.#filter)) return false;
		this.#filter = filter;
		this.#words = null;
		void this.#open();
		return true;
	}

	/** Until `wake` nothing is read. */
	rest(): void {
		this.#isResting = true;
		this.#close();
	}

	wake(): void {
		this.#isResting = false;
		void this.#open();
	}

	stop(): void {
		clearTimeout(this.#retry);
	}

	take({ stream, words }: OpenWords): void {
		if (stream !== this.#stream) return;
		this.#words = words;
		this.#onChange();
	}

	#close(): void {
		if (this.#stream !== null) this.#connection?.closeWords(this.#stream);
		this.#stream = null;
	}

	async #open(): Promise<void> {
		clearTimeout(this.#retry);
		const connection = this.#connection;
		this.#close();
		if (!connection?.isUp() || this.#isResting) return;
		const filter = this.#filter;
		const reply = await connection.openWords(filter);
		if (filter !== this.#filter || this.#isResting) {
			if (reply.ok) connection.closeWords(reply.data.stream);
			return;
		}
		if (reply.ok) {
			this.#stream = reply.data.stream;
			this.take(reply.data);
		} else if (reply.error === 'unavailable') this.#retry = setTimeout(() => void this.#open(), RETRY_MS);
	}
}
