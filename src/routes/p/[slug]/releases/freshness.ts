import type { Answer, QuestionInput } from '#lib/domain/question.ts';

/** How many answers there are: when that moves, verdicts may. */
export const EVERYTHING: QuestionInput = {
	metric: 'feedback_volume',
	from: '1970-01-01T00:00:00Z',
	to: '2105-12-31T00:00:00Z',
	bucket: 'all'
};

/** Verdicts are made anew at most this often. */
const EVERY_MS = 10_000;

/** Calls `renew` once answers have come since it was last called, at most every ten seconds. */
export class Freshness {
	readonly #renew: () => void;
	#seen: number | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(renew: () => void) {
		this.#renew = renew;
	}

	see(answer: Answer | null): void {
		const n = answer?.result.series[0]?.buckets[0]?.n;
		if (n === undefined || n === this.#seen) return;
		const isFirst = this.#seen === null;
		this.#seen = n;
		if (isFirst) return;
		this.#timer ??= setTimeout(() => {
			this.#timer = undefined;
			this.#renew();
		}, EVERY_MS);
	}

	stop(): void {
		clearTimeout(this.#timer);
	}
}
