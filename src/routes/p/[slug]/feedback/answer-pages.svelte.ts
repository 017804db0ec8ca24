import { z } from 'zod';
import type { AnswersPage, Listed } from './answers-page.ts';

const Page = z.object({
	answers: z.array(
		z.object({
			id: z.string(),
			at: z.string(),
			scale: z.string(),
			score: z.number().nullable(),
			text: z.string(),
			channel: z.string(),
			version: z.string()
		})
	),
	total: z.number().nullable(),
	next: z.string().nullable()
});

/** More would fill what a browser keeps for a page. */
const MOST_KEPT = 1000;

/** The answers read so far, a page at a time. A page begins after the last answer of the one before, so none is
 * doubled or left out however many arrive meanwhile. */
export class AnswerPages {
	readonly #addressAfter: (cursor: string) => string;
	readonly #first: number;
	#answers: readonly Listed[] = $state.raw([]);
	#next: string | null = $state(null);
	#status: 'idle' | 'reading' | 'failed' = $state('idle');

	constructor(first: AnswersPage, addressAfter: (cursor: string) => string) {
		this.#first = first.answers.length;
		this.#answers = first.answers;
		this.#next = first.next;
		this.#addressAfter = addressAfter;
	}

	get answers(): readonly Listed[] {
		return this.#answers;
	}

	/** Where the next page begins; `null` when everything is here. */
	get next(): string | null {
		return this.#next;
	}

	get status(): 'idle' | 'reading' | 'failed' {
		return this.#status;
	}

	/** What was read so far, to come back to; nothing where that is the first page alone. */
	kept(): AnswersPage | null {
		if (this.#answers.length === this.#first || this.#answers.length > MOST_KEPT) return null;
		return { answers: this.#answers, total: null, next: this.#next };
	}

	/** Takes up what was read before, below what is the first page now; `false` when the two no longer meet. */
	takeUp(kept: unknown): boolean {
		const read = Page.safeParse(kept);
		if (!read.success) return false;
		const last = this.#answers.at(-1)?.id;
		const place = read.data.answers.findIndex(({ id }) => id === last);
		if (place === -1) return false;
		this.#answers = [...this.#answers, ...read.data.answers.slice(place + 1)];
		this.#next = read.data.next;
		return true;
	}

	/** Reads the next page unless that is under way or there is none. */
	async more(): Promise<void> {
		if (this.#next === null || this.#status === 'reading') return;
		this.#status = 'reading';
		try {
			const response = await fetch(this.#addressAfter(this.#next));
			const { answers, next } = Page.parse(await response.json());
			this.#answers = [...this.#answers, ...answers];
			this.#next = next;
			this.#status = 'idle';
		} catch {
			this.#status = 'failed';
		}
	}
}
