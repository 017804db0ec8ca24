import { vi } from 'vitest';
import { QuestionError } from '../../../src/lib/domain/question-range.ts';
import { Question, type Answer } from '../../../src/lib/domain/question.ts';
import type { TimeRange } from '../../../src/lib/domain/time-range.ts';
import type { OpenPanel, PanelChange } from '../../../src/lib/live/contract.ts';
import { createChanges } from '../../../src/lib/server/changes/create-changes.ts';
import { createHub } from '../../../src/lib/server/live/create-hub.ts';

export const PRODUCT = { number: 1, slug: 'a', name: 'A', timezone: 'UTC' };
export const HOUR_MS = 3_600_000;
export const QUESTION = Question.parse({ metric: 'feedback_volume', from: 0, to: 10 * HOUR_MS, bucket: 'hour' });

const answerOf = (n: number): Answer => ({
	watermark: new Date(Date.now()).toISOString(),
	result: { series: [{ group: null, buckets: [{ start: 'a', n, value: n, low: 0, high: n }] }] }
});

/** A hub on a store that holds one number; `asks` are what was asked of it, and stay open until `answer`. */
export function createFixture({ held = false, movesEveryMs = 0, followed = '', mostFollowed = Infinity } = {}) {
	const store = { n: 0, fails: false, endsMs: Infinity };
	const scopes: (TimeRange | undefined)[] = [];
	const waiting: (() => void)[] = [];
	const frames: (readonly PanelChange[])[] = [];
	const errors: unknown[] = [];
	const changes = createChanges();
	const hub = createHub({
		asker: {
			follow: (_product, { metric }) => {
				if (metric !== followed) return null;
				let asked = 0;
				return { ask: () => Promise.resolve(++asked > mostFollowed ? null : answerOf(store.n)), size: () => 0 };
			},
			ask: async (_product, _question, scope) => {
				scopes.push(scope);
				const answer = answerOf(store.n);
				if (held) await new Promise<void>((resolve) => waiting.push(resolve));
				else await new Promise((resolve) => setTimeout(resolve, 10));
				if (store.fails) throw new Error('no store');
				return answer;
			},
			rangeOf: () => {
				if (Date.now() >= store.endsMs) throw new QuestionError('from', 'Must be earlier than "to".');
				return {
					fromMs: 0,
					toMs: 10 * HOUR_MS,
					movesAtMs: movesEveryMs === 0 ? null : (Math.floor(Date.now() / movesEveryMs) + 1) * movesEveryMs
				};
			}
		},
		changes,
		onFrame: (frame) => void frames.push(frame),
		onError: (cause) => void errors.push(cause),
		now: () => Date.now()
	});
	const open = async (question = QUESTION, product = PRODUCT) => {
		const opened: OpenPanel[] = [];
		const done = hub.open(product, question, (panel) => void opened.push(panel));
		done.catch(() => {});
		if (!held) await vi.advanceTimersByTimeAsync(20);
		return { opened, done };
	};
	const commit = (n: number, atMs = 0, rest: { product?: number; table?: 'feedback' | 'events' } = {}) => {
		store.n = n;
		const { product = 1, table = 'feedback' } = rest;
		changes.publish({ product, table, range: { fromMs: atMs, toMs: atMs + 1 } });
	};
	const answer = async () => {
		waiting.shift()?.();
		await vi.advanceTimersByTimeAsync(0);
	};
	return { hub, open, commit, answer, store, scopes, frames, errors };
}
