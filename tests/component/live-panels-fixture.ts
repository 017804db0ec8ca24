import { vi } from 'vitest';
import type { QuestionInput } from '#lib/domain/question.ts';
import type { OpenPanel, Reply } from '#lib/live/contract.ts';
import type { LiveListener } from '#lib/live/live-socket.ts';
import { LivePanels } from '#lib/live/live-panels.svelte.ts';

const START = '2018-09-01T00:00:00.000Z';
const bucket = (n: number) => ({ start: START, n, value: n, low: null, high: null });

export const question = (metric: string): QuestionInput => ({ metric, from: 'now-7d', to: 'now', bucket: 'day' });

/** A server that answers each panel when it is told to; a panel is called as its metric. */
export async function answeredByHand() {
	let listener: LiveListener | undefined;
	const waiting = new Map<string, (reply: Reply<OpenPanel>) => void>();
	const openPanel = vi.fn(
		({ metric }: QuestionInput) => new Promise<Reply<OpenPanel>>((resolve) => waiting.set(metric, resolve))
	);
	const closePanel = vi.fn();
	const openWords = vi.fn(() => Promise.resolve({ ok: true as const, data: { stream: 's', words: [] } }));
	const closeWords = vi.fn();
	const live = new LivePanels('app');
	await live.start((_, given) => {
		listener = given;
		return Promise.resolve({
			isUp: () => true,
			...{ openPanel, closePanel, openWords, closeWords },
			openStatement: () => Promise.resolve({ ok: false as const, error: 'unused', message: '' }),
			openRequests: () => Promise.resolve({ ok: true as const, data: { requests: [] } }),
			closeRequests: () => {},
			openReleases: () => Promise.resolve({ ok: true as const, data: { releases: [], verdicts: [] } }),
			close: () => {}
		});
	});
	return {
		live,
		...{ openPanel, closePanel, openWords, closeWords },
		listener: () => listener!,
		nOf: (metric: string) => live.answerTo(question(metric))?.result.series[0]?.buckets[0]?.n,
		answer: (metric: string, n: number) =>
			waiting.get(metric)?.({
				ok: true,
				data: {
					panel: metric,
					revision: 1,
					watermark: START,
					result: { series: [{ group: null, buckets: [bucket(n)] }] }
				}
			}),
		refuse: (metric: string) => waiting.get(metric)?.({ ok: false, error: 'forbidden', message: 'Not this one.' }),
		frame: (base: number, values: Readonly<Record<string, number>>) =>
			listener?.panelsChanged(
				Object.entries(values).map(([panel, n]) => ({
					...{ panel, base, revision: base + 1, watermark: START },
					changes: [{ group: null, upsert: [bucket(n)], remove: [] }]
				}))
			)
	};
}
