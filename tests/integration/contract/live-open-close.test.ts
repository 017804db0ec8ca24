import { describe, expect, inject, it } from 'vitest';
import type { OpenPanel, PanelChange } from '../../../src/lib/live/contract.ts';
import { asked, createApi, type LiveSocket } from '../../fixtures/api.ts';
import { eventually, expectCurrent, followPanel } from './followed-panel.ts';
import { at, createLiveFixture, dataOf, DAY, HOURLY } from './live-fixture.ts';

const api = createApi(inject('server'));
const { newViewer, socketOf } = createLiveFixture(api);

/** The changes of one panel that came to a socket from now on. */
function changesTo(socket: LiveSocket, panel: string): PanelChange[] {
	const changes: PanelChange[] = [];
	socket.on('panels:changed', (frame) => void changes.push(...frame.filter((one) => one.panel === panel)));
	return changes;
}

describe('panel:open', () => {
	it('replies with exactly what POST /query answers', async () => {
		const { product, socket, post } = await newViewer();
		await post([{ text: 'a', at: at('08:15') }]);
		const { panel, revision, watermark, result } = dataOf(await asked<OpenPanel>(socket, 'panel:open', HOURLY));
		expect(panel).toMatch(/./);
		expect(Number.isInteger(revision)).toBe(true);
		expect(new Date(watermark).toISOString()).toBe(watermark);
		expect(result).toEqual((await api.ask(HOURLY, product)).body.result);
		expect(result.series[0]?.buckets[8]).toMatchObject({ start: '2026-01-31T08:00:00.000Z', n: 1 });
	});

	it('gives equal questions one id, however they are written, and others another', async () => {
		const { socket } = await newViewer();
		const idOf = async (question: object) =>
			dataOf(await asked<OpenPanel>(socket, 'panel:open', { ...HOURLY, ...question })).panel;
		const channel = { field: 'channel', op: '=', value: 'web' };
		const text = { field: 'text', op: 'in', value: ['a', 'b'] };
		const same = [
			await idOf({}),
			await idOf({ filter: [] }),
			await idOf({ from: Date.parse(DAY.from), to: '2026-02-01T01:00:00+01:00' })
		];
		expect(new Set(same).size).toBe(1);
		expect(await idOf({ filter: [channel, text] })).toBe(
			await idOf({ filter: [{ ...text, value: ['b', 'a'] }, channel] })
		);
		const others = [
			...[{}, { bucket: 'day' }, { metric: 'nps' }, { filter: [channel] }, { filter: [text] }, { groupBy: 'channel' }],
			...[{ groupBy: 'channel', groups: 3 }, { to: 'now' }, { filter: [{ ...channel, value: 'Web' }] }]
		];
		const ids = [];
		for (const question of others) ids.push(await idOf(question));
		expect(new Set(ids).size).toBe(others.length);
	});

	it('does not share a question between products', async () => {
		const [mine, theirs] = [await newViewer(), await newViewer()];
		const ids = [];
		for (const { socket } of [mine, theirs])
			ids.push(dataOf(await asked<OpenPanel>(socket, 'panel:open', HOURLY)).panel);
		expect(ids[0]).not.toBe(ids[1]);
	});
});

describe('panel:close', () => {
	it('closes as often as the panel was opened, and then nothing comes any more', async () => {
		const { product, socket, post } = await newViewer();
		const { panel } = dataOf(await asked<OpenPanel>(socket, 'panel:open', HOURLY));
		expect(dataOf(await asked<OpenPanel>(socket, 'panel:open', HOURLY)).panel).toBe(panel);
		const changes = changesTo(socket, panel);
		expect(await asked(socket, 'panel:close', { panel })).toMatchObject({ ok: true });
		await post({ text: 'a', at: at('08:15') });
		await eventually(() => expect(changes).toHaveLength(1));
		expect(await asked(socket, 'panel:close', { panel })).toMatchObject({ ok: true });
		const again = await asked(socket, 'panel:close', { panel });
		expect(again).toEqual({ ok: false, error: 'not-found', message: expect.any(String) });
		const other = await followPanel(socket, { ...HOURLY, bucket: 'day' });
		await post({ text: 'b', at: at('09:15') });
		await expectCurrent(api, product, other);
		expect([changes.length, other.changes.length]).toEqual([1, 1]);
	});

	it('leaves the panel to other viewers', async () => {
		const { product, socket, post } = await newViewer();
		const leaving = await socketOf(product);
		const panel = await followPanel(socket, HOURLY);
		await followPanel(leaving, HOURLY);
		expect(await asked(leaving, 'panel:close', { panel: panel.panel })).toMatchObject({ ok: true });
		await post({ text: 'a', at: at('08:15') });
		await expectCurrent(api, product, panel);
	});

	it('does not close what another connection opened', async () => {
		const { product, socket } = await newViewer();
		const { panel } = await followPanel(socket, HOURLY);
		expect(await asked(await socketOf(product), 'panel:close', { panel })).toMatchObject({ ok: false });
		expect(await asked(socket, 'panel:close', { panel })).toMatchObject({ ok: true });
	});
});
