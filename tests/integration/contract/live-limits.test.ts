import { describe, expect, inject, it } from 'vitest';
import type { ReleaseChange } from '../../../src/lib/live/contract.ts';
import { asked, createApi } from '../../fixtures/api.ts';
import { eventually, followPanel } from './followed-panel.ts';
import { createLiveFixture, HOURLY } from './live-fixture.ts';

const api = createApi(inject('server'));
const { newViewer, socketOf } = createLiveFixture(api);

describe('a connection', () => {
	it('that opens and closes without end is refused in clear words, and harms no other', async () => {
		const { product, socket } = await newViewer();
		const other = await socketOf(product);
		const replies = await Promise.all(Array.from({ length: 400 }, () => asked(socket, 'panel:open', HOURLY)));
		const refused = replies.filter(({ ok }) => !ok);
		expect(refused.length).toBeGreaterThan(50);
		expect(refused[0]).toEqual({ ok: false, error: 'too-many', message: expect.stringMatching(/a second/) });
		expect(await asked(other, 'panel:open', HOURLY)).toMatchObject({ ok: true });
		await eventually(async () => expect(await asked(socket, 'panel:open', HOURLY)).toMatchObject({ ok: true }));
	});

	it('that sends thousands of events at once is ended', async () => {
		const { product, socket } = await newViewer();
		const other = await socketOf(product);
		const gone = new Promise((resolve) => socket.once('disconnect', resolve));
		for (let index = 0; index < 4_000; index++) socket.emit('panel:close', { panel: 'nope' }, () => {});
		expect(await gone).toBe('io server disconnect');
		await followPanel(other, HOURLY);
	});

	it('that closes its releases right after it opened them hears of none', async () => {
		const { product, socket } = await newViewer();
		const changes: ReleaseChange[] = [];
		socket.on('release:changed', (change) => void changes.push(change));
		await Promise.all(
			Array.from({ length: 20 }, () => [asked(socket, 'releases:open', {}), asked(socket, 'releases:close', {})]).flat()
		);
		const other = await socketOf(product);
		const heard = new Promise((resolve) => other.once('release:changed', resolve));
		await asked(other, 'releases:open', {});
		const body = { version: '1.0', at: '2026-01-31T08:00:00Z' };
		await api.call('POST', '/api/v1/releases', { key: product.key.write, body });
		await heard;
		// Sent together with the other's; a reply that comes after it says that nothing is under way.
		await asked(socket, 'releases:close', {});
		expect(changes).toEqual([]);
	});
});
