import { flushSync } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { QuestionInput } from '#lib/domain/question.ts';
import type { LiveListener } from '#lib/live/live-socket.ts';
import { LivePanels } from '#lib/live/live-panels.svelte.ts';

const volume: QuestionInput = { metric: 'feedback_volume', from: 'now-7d', to: 'now', bucket: 'day' };
const START = '2018-09-01T00:00:00.000Z';
const bucket = (n: number) => ({ start: START, n, value: n, low: null, high: null });
const word = (text: string) => ({ id: text, at: START, scale: 'stars', score: 5, text, channel: '', version: '' });

type Listener = LiveListener;

/** A server that answers at once; `listener` is what it speaks to. */
async function started() {
	let listener: Listener | undefined;
	let isUp = true;
	const openPanel = vi.fn(() =>
		Promise.resolve({
			ok: true as const,
			data: { panel: 'v', revision: 1, watermark: START, result: { series: [{ group: null, buckets: [bucket(10)] }] } }
		})
	);
	const openWords = vi.fn(() => Promise.resolve({ ok: true as const, data: { stream: 's', words: [word('first')] } }));
	const live = new LivePanels('app');
	await live.start((_, given) => {
		listener = given;
		return Promise.resolve({
			isUp: () => isUp,
			openPanel,
			openStatement: () => Promise.resolve({ ok: false as const, error: 'unused', message: '' }),
			closePanel: () => {},
			openWords,
			closeWords: () => {},
			openRequests: () => Promise.resolve({ ok: true as const, data: { requests: [] } }),
			closeRequests: () => {},
			openReleases: () => Promise.resolve({ ok: true as const, data: { releases: [], verdicts: [] } }),
			close: () => {}
		});
	});
	live.watch({ questions: [volume], filter: [] });
	const nOf = () => live.answerTo(volume)?.result.series[0]?.buckets[0]?.n;
	await vi.waitFor(() => expect(nOf()).toBe(10));
	const frame = (base: number, n: number) =>
		listener?.panelsChanged([
			{
				panel: 'v',
				base,
				revision: base + 1,
				watermark: START,
				changes: [{ group: null, upsert: [bucket(n)], remove: [] }]
			}
		]);
	const lose = () => {
		isUp = false;
		listener?.down();
	};
	const find = () => {
		isUp = true;
		listener?.up();
	};
	return { live, nOf, frame, lose, find, openPanel, openWords, listener };
}

const stopping: LivePanels[] = [];
afterEach(() => {
	for (const live of stopping.splice(0)) live.stop();
	vi.restoreAllMocks();
});

describe('LivePanels', () => {
	it('shows what changed', async () => {
		const { live, nOf, frame } = await started();
		stopping.push(live);
		frame(1, 12);
		await vi.waitFor(() => expect(nOf()).toBe(12));
		expect(live.state).toEqual({ kind: 'live' });
	});

	it('holds its picture while paused, counts what waits, and catches up', async () => {
		const { live, nOf, frame } = await started();
		stopping.push(live);
		live.pause();
		frame(1, 17);
		frame(2, 24);
		expect(live.state).toEqual({ kind: 'paused', added: 14 });
		await new Promise((resolve) => setTimeout(resolve, 300));
		expect(nOf()).toBe(10);
		live.resume();
		flushSync();
		expect(nOf()).toBe(24);
		expect(live.state).toEqual({ kind: 'live' });
	});

	it('draws nothing while nobody looks, and everything on return', async () => {
		const { live, nOf, frame } = await started();
		stopping.push(live);
		const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
		frame(1, 30);
		await new Promise((resolve) => setTimeout(resolve, 300));
		expect(nOf()).toBe(10);
		hidden.mockReturnValue(false);
		document.dispatchEvent(new Event('visibilitychange'));
		expect(nOf()).toBe(30);
	});

	it('keeps the last picture over a loss and asks anew after it', async () => {
		const { live, nOf, lose, find, openPanel } = await started();
		stopping.push(live);
		lose();
		expect(live.state).toEqual({ kind: 'reconnecting' });
		expect(nOf()).toBe(10);
		find();
		expect(openPanel).toHaveBeenCalledTimes(2);
		expect(live.state).toEqual({ kind: 'live' });
	});

	it('reads the words of another filter anew', async () => {
		const { live, openWords } = await started();
		stopping.push(live);
		await vi.waitFor(() => expect(live.words).toEqual([word('first')]));
		live.watch({ questions: [volume], filter: [{ field: 'channel', op: '=', value: 'Web' }] });
		expect(openWords).toHaveBeenCalledTimes(2);
	});

	it('takes a release as it is now, and forgets a deleted one', async () => {
		const { live, listener } = await started();
		stopping.push(live);
		const release = {
			version: '1.0',
			at: START,
			title: '',
			notes: '',
			url: '',
			assignment: 'everyone',
			rollout: 'instant',
			stages: []
		} as const;
		listener?.releaseChanged(release);
		await vi.waitFor(() => expect(live.releases).toEqual([release]));
		listener?.releaseChanged({ version: '1.0', deleted: true });
		await vi.waitFor(() => expect(live.releases).toEqual([]));
	});
});
