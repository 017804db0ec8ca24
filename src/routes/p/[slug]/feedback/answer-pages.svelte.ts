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

/** The answers read so far, a page at a time. A page begins after the last answer of the one before, so none is
 * doubled or left out however many arrive meanwhile. */
export class AnswerPages {
	readonly #addressAfter: (cursor: string) => string;
	#answers: readonly Listed[] = $state.raw([]);
	#next: string | null = $state(null);
	#status: 'idle' | 'reading' | 'failed' = $state('idle');

	constructor(first: AnswersPage, addressAfter: (cursor: string) => string) {
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
