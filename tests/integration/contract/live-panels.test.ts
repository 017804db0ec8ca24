import { describe, expect, inject, it } from 'vitest';
import type { Bucket } from '../../../src/lib/domain/question.ts';
import type { PanelChange } from '../../../src/lib/live/contract.ts';
import { createApi } from '../../fixtures/api.ts';
import { eventually, expectCurrent, followPanel } from './followed-panel.ts';
import { at, createLiveFixture, DAY, HOURLY } from './live-fixture.ts';

const api = createApi(inject('server'));
const { newViewer, socketOf } = createLiveFixture(api);

const filled = (buckets: readonly Bucket[] = []) => buckets.filter(({ n }) => n > 0).map(({ start, n }) => [start, n]);

describe('panels:changed', () => {
	it('sends the one bucket that a row changed, on top of the revision held', async () => {
		const { product, socket, post } = await newViewer();
		const panel = await followPanel(socket, HOURLY);
		const base = panel.revision();
		await post({ text: 'a', at: at('08:15') });
		await expectCurrent(api, product, panel);
		expect(panel.changes).toHaveLength(1);
		const [change] = panel.changes;
		expect(change).toMatchObject({ base, changes: [{ group: null, remove: [] }] });
		expect(change?.revision).toBeGreaterThan(base);
		expect(filled(change?.changes[0]?.upsert)).toEqual([[`2026-01-31T08:00:00.000Z`, 1]]);
		expect(change?.changes[0]?.upsert).toHaveLength(1);
	});

	it('brings late rows into buckets that closed long ago, and a batch over many of them', async () => {
		const { product, socket, post } = await newViewer();
		const daily = { metric: 'feedback_volume', from: '2025-01-01T00:00:00Z', to: 'now', bucket: 'day' };
		const panels = [await followPanel(socket, HOURLY), await followPanel(socket, daily)];
		await post([{ text: 'a', at: at('20:00') }]);
		await post([
			{ text: 'a', at: at('01:00') },
			{ text: 'b', at: at('01:30') },
			{ text: 'c', at: at('23:59') }
		]);
		await post([{ text: 'a', at: '2025-03-01T12:00:00Z' }]);
		for (const panel of panels) await expectCurrent(api, product, panel);
		expect(filled(panels[0]?.result().series[0]?.buckets).map(([, n]) => n)).toEqual([2, 1, 1]);
		expect(filled(panels[1]?.result().series[0]?.buckets).map(([, n]) => n)).toEqual([1, 4]);
	});

	it('is the same for two viewers, revision by revision', async () => {
		const { product, socket, post } = await newViewer();
		const first = await followPanel(socket, HOURLY);
		const second = await followPanel(await socketOf(product), HOURLY);
		expect([second.panel, second.revision(), second.result()]).toEqual([first.panel, first.revision(), first.result()]);
		for (const time of ['01:00', '02:00', '03:00']) {
			await post({ text: 'a', at: at(time) });
			await expectCurrent(api, product, first);
			await expectCurrent(api, product, second);
		}
		expect(first.changes).toHaveLength(3);
		expect(second.changes).toEqual(first.changes);
	});

	it('comes once a frame and panel, and only for panels that changed', async () => {
		const { product, socket, post } = await newViewer();
		const frames: PanelChange[][] = [];
		socket.on('panels:changed', (frame) => void frames.push(frame));
		const all = [HOURLY, { ...HOURLY, bucket: 'day' }, { ...HOURLY, metric: 'nps' }];
		const panels = [];
		for (const question of all) panels.push(await followPanel(socket, question));
		await post({ text: 'a', at: at('08:15') });
		for (const panel of panels) await expectCurrent(api, product, panel);
		const sent = frames.map((frame) => frame.map(({ panel }) => panel));
		expect(sent.flat().sort()).toEqual([panels[0]?.panel, panels[1]?.panel].sort());
		for (const one of sent) expect(new Set(one).size).toBe(one.length);
	});

	it('says nothing of duplicates and of rows outside the range', async () => {
		const { product, socket, post } = await newViewer();
		await post({ id: 'a', text: 'a', at: at('08:15') });
		const panel = await followPanel(socket, HOURLY);
		await post({ id: 'a', text: 'a', at: at('09:15') });
		await post({ text: 'outside', at: '2026-02-01T00:00:00Z' });
		await api.post('events', product, { name: 'a', at: at('08:15') });
		await post({ text: 'inside', at: at('10:00') });
		await expectCurrent(api, product, panel);
		expect(panel.changes.map(({ changes }) => changes.flatMap(({ upsert }) => filled(upsert)))).toEqual([
			[['2026-01-31T10:00:00.000Z', 1]]
		]);
	});

	it('never reaches a viewer of another product', async () => {
		const [mine, theirs] = [await newViewer(), await newViewer()];
		const frames: PanelChange[][] = [];
		theirs.socket.on('panels:changed', (frame) => void frames.push(frame));
		const [myPanel, theirPanel] = [await followPanel(mine.socket, HOURLY), await followPanel(theirs.socket, HOURLY)];
		await mine.post([
			{ text: 'secret', at: at('08:15') },
			{ text: 'b', at: at('08:20') }
		]);
		await expectCurrent(api, mine.product, myPanel);
		await theirs.post({ text: 'own', at: at('08:15') });
		await expectCurrent(api, theirs.product, theirPanel);
		expect(frames).toHaveLength(1);
		expect(frames[0]).toMatchObject([{ panel: theirPanel.panel, base: 1, changes: [{ upsert: [{ n: 1 }] }] }]);
	});

	it('removes all the starts of a group that leaves the top, and folds it into the rest', async () => {
		const { product, socket, post } = await newViewer();
		const rows = (channel: string, count: number, time: string) =>
			Array.from({ length: count }, () => ({ text: 'a', channel, at: at(time) }));
		await post([...rows('a', 3, '01:00'), ...rows('b', 2, '02:00'), ...rows('c', 1, '03:00')]);
		const panel = await followPanel(socket, { ...HOURLY, groupBy: 'channel', groups: 2 });
		const names = () => panel.result().series.map(({ group, other }) => [group, other ?? false]);
		expect(names()).toEqual([
			['a', false],
			['b', false],
			[null, true]
		]);
		await post(rows('c', 2, '04:00'));
		await expectCurrent(api, product, panel);
		expect(names()).toEqual([
			['a', false],
			['c', false],
			[null, true]
		]);
		const changes = panel.changes.flatMap((change) => change.changes);
		const starts = Array.from({ length: 24 }, (_, hour) => `2026-01-31T${String(hour).padStart(2, '0')}:00:00.000Z`);
		expect(changes.find(({ group }) => group === 'b')).toEqual({ group: 'b', upsert: [], remove: starts });
		expect(changes.find(({ group }) => group === 'c')?.upsert.map(({ start }) => start)).toEqual(starts);
		expect(filled(changes.find(({ other }) => other)?.upsert)).toEqual([['2026-01-31T02:00:00.000Z', 2]]);
	});

	it.each([
		['one bucket over all', { metric: 'nps', ...DAY, bucket: 'all' }],
		['one bucket up to now', { metric: 'feedback_volume', from: 'now-400d', to: 'now', bucket: 'all' }],
		['groups that did not exist', { ...HOURLY, groupBy: 'version' }],
		['a filter', { ...HOURLY, filter: [{ field: 'version', op: '!=', value: '' }] }],
		['both tables', { ...HOURLY, metric: 'active_customers' }],
		['a share of events', { ...HOURLY, metric: 'response_rate' }]
	])('keeps %s current', async (_, question) => {
		const { product, socket, post } = await newViewer();
		const panel = await followPanel(socket, question);
		const row = { scale: 'nps', score: 9, version: '1.0', customer: 'c', at: at('08:15') };
		await post(row);
		await api.post('events', product, { name: 'feedback.asked', customer: 'd', at: at('08:20') });
		await eventually(() => expect(panel.changes.length).toBeGreaterThan(0));
		await expectCurrent(api, product, panel);
		await post([row, { ...row, score: 0, at: at('21:00'), version: '2.0' }]);
		await expectCurrent(api, product, panel);
	});
});
