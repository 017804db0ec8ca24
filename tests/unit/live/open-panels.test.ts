import { describe, expect, it, vi } from 'vitest';
import type { QuestionInput } from '#lib/domain/question.ts';
import type { OpenPanel, PanelChange, Reply } from '#lib/live/contract.ts';
import type { LiveConnection } from '#lib/live/live-socket.ts';
import { OpenPanels, questionKey } from '#lib/live/open-panels.ts';

const volume: QuestionInput = { metric: 'feedback_volume', from: 'now-7d', to: 'now', bucket: 'day' };
const stars: QuestionInput = { metric: 'stars', from: 'now-7d', to: 'now', bucket: 'day' };
const start = '2018-09-01T00:00:00.000Z';
const bucket = (n: number) => ({ start, n, value: n, low: null, high: null });

const opened = (panel: string, revision: number, n: number): Reply<OpenPanel> => ({
	ok: true,
	data: {
		panel,
		revision,
		watermark: start,
		result: { series: [{ group: null, buckets: [bucket(n)] }] }
	}
});
const frame = (panel: string, base: number, n: number): PanelChange => ({
	panel,
	base,
	revision: base + 1,
	watermark: '2018-09-01T00:00:01.000Z',
	changes: [{ group: null, upsert: [bucket(n)], remove: [] }]
});

function fixture(...replies: Reply<OpenPanel>[]) {
	const openPanel = vi.fn((_: QuestionInput) => Promise.resolve(replies.shift() ?? opened('p', 1, 0)));
	const closePanel = vi.fn();
	const unused = { ok: false, error: 'unused', message: '' } as const;
	const connection: LiveConnection = {
		isUp: () => true,
		openPanel,
		closePanel,
		openStatement: () => Promise.resolve(unused),
		openWords: () => Promise.resolve(unused),
		closeWords: () => {},
		openReleases: () => Promise.resolve(unused),
		openRequests: () => Promise.resolve(unused),
		closeRequests: () => {},
		close: () => {}
	};
	const panels = new OpenPanels(() => {});
	const settle = () => new Promise((resolve) => setTimeout(resolve));
	const nOf = (question: QuestionInput) => panels.answers().get(questionKey(question))?.result.series[0]?.buckets[0]?.n;
	return { panels, connection, openPanel, closePanel, settle, nOf };
}

describe('OpenPanels', () => {
	it('applies a frame at its base and counts the new rows', async () => {
		const { panels, connection, settle, nOf } = fixture(opened('v', 4, 10));
		panels.watch([volume]);
		panels.connect(connection);
		await settle();
		expect(panels.change([frame('v', 4, 13)])).toBe(3);
		expect(nOf(volume)).toBe(13);
	});

	it('opens a panel again when a frame was missed, and keeps its picture meanwhile', async () => {
		const { panels, connection, openPanel, closePanel, settle, nOf } = fixture(opened('v', 4, 10), opened('v', 9, 20));
		panels.watch([volume]);
		panels.connect(connection);
		await settle();
		panels.change([frame('v', 7, 19)]);
		expect(nOf(volume)).toBe(10);
		expect(closePanel).toHaveBeenCalledWith('v');
		await settle();
		expect(openPanel).toHaveBeenCalledTimes(2);
		expect(nOf(volume)).toBe(20);
	});

	it('takes no frame twice', async () => {
		const { panels, connection, settle, nOf } = fixture(opened('v', 4, 10));
		panels.watch([volume]);
		panels.connect(connection);
		await settle();
		panels.change([frame('v', 4, 13)]);
		panels.change([frame('v', 4, 16)]);
		expect(nOf(volume)).toBe(13);
	});

	it('closes what is watched no longer and leaves the rest open', async () => {
		const { panels, connection, openPanel, closePanel, settle } = fixture(opened('v', 1, 1), opened('s', 1, 2));
		panels.watch([volume, stars]);
		panels.connect(connection);
		await settle();
		panels.watch([stars]);
		expect(closePanel).toHaveBeenCalledExactlyOnceWith('v');
		expect(openPanel).toHaveBeenCalledTimes(2);
	});

	it('closes a panel whose reply came after it was given up', async () => {
		const { panels, connection, closePanel, settle } = fixture(opened('v', 1, 1));
		panels.watch([volume]);
		panels.connect(connection);
		panels.watch([]);
		await settle();
		expect(closePanel).toHaveBeenCalledExactlyOnceWith('v');
	});

	it('asks everything anew after a loss of the connection', async () => {
		const { panels, connection, openPanel, settle, nOf } = fixture(opened('v', 4, 10), opened('v', 1, 30));
		panels.watch([volume]);
		panels.connect(connection);
		await settle();
		panels.connect(connection);
		await settle();
		expect(openPanel).toHaveBeenCalledTimes(2);
		expect(nOf(volume)).toBe(30);
	});

	it('keeps the words of a refusal', async () => {
		const refused = { ok: false, error: 'invalid-question', message: 'No such field here.' } as const;
		const { panels, connection, settle } = fixture(refused);
		panels.watch([volume]);
		panels.connect(connection);
		await settle();
		expect(panels.failures().get(questionKey(volume))).toBe('No such field here.');
	});
});
