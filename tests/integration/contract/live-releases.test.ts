import { describe, expect, inject, it } from 'vitest';
import type { OpenReleases, ReleaseChange } from '../../../src/lib/live/contract.ts';
import { asked, createApi } from '../../fixtures/api.ts';
import { eventually } from './followed-panel.ts';
import { createLiveFixture } from './live-fixture.ts';

const api = createApi(inject('server'));

const { newViewer, socketOf } = createLiveFixture(api);

async function createFixture() {
	const { product, socket } = await newViewer();
	const { key } = product;
	const changes: ReleaseChange[] = [];
	socket.on('release:changed', (change) => void changes.push(change));
	const write = async (method: string, path: string, body?: unknown) =>
		(
			await api.call<unknown>(method, `/api/v1/releases${path}`, {
				key: key.write,
				...(body !== undefined && { body })
			})
		).body;
	const read = async () => (await api.call<unknown>('GET', '/api/v1/releases', { key: key.read })).body;
	return { product, socket, changes, write, read };
}

const AT = '2026-01-31T08:00:00Z';

describe('releases:open', () => {
	it('replies with the releases as GET does, and with verdicts', async () => {
		const { socket, write, read } = await createFixture();
		await write('POST', '', { version: '1.0', at: AT });
		await write('POST', '', { version: '1.1', at: '2026-02-01' });
		const reply = await asked<OpenReleases>(socket, 'releases:open', {});
		expect(reply).toMatchObject({ ok: true, data: { verdicts: expect.any(Array) } });
		expect(reply.ok && { releases: reply.data.releases }).toEqual(await read());
	});
});

describe('release:changed', () => {
	it('brings a new release, a changed one and the version of one that is gone', async () => {
		const { socket, changes, write } = await createFixture();
		await asked(socket, 'releases:open', {});
		const posted = await write('POST', '', { version: '1.0', at: AT, title: 'First' });
		await eventually(() => expect(changes).toEqual([posted]));
		const patched = await write('PATCH', '/1.0', { title: 'Second' });
		const again = await write('POST', '', { version: '1.0', at: AT, title: 'Third' });
		await write('DELETE', '/1.0');
		await eventually(() => expect(changes).toEqual([posted, patched, again, { version: '1.0', deleted: true }]));
	});

	it('reaches neither another product nor who never opened releases', async () => {
		const [mine, theirs, closed] = [await createFixture(), await createFixture(), await createFixture()];
		for (const { socket } of [mine, theirs]) await asked(socket, 'releases:open', {});
		await mine.write('POST', '', { version: 'mine', at: AT });
		await closed.write('POST', '', { version: 'closed', at: AT });
		await theirs.write('POST', '', { version: 'theirs', at: AT });
		await eventually(() => expect(theirs.changes).toMatchObject([{ version: 'theirs' }]));
		await eventually(() => expect(mine.changes).toMatchObject([{ version: 'mine' }]));
		expect(closed.changes).toEqual([]);
	});

	it('ends with releases:close', async () => {
		const { product, socket, changes, write } = await createFixture();
		const staying = await socketOf(product);
		const seen: ReleaseChange[] = [];
		staying.on('release:changed', (change) => void seen.push(change));
		for (const one of [socket, staying]) await asked(one, 'releases:open', {});
		expect(await asked(socket, 'releases:close')).toMatchObject({ ok: true });
		await write('POST', '', { version: '1.0', at: AT });
		await eventually(() => expect(seen).toHaveLength(1));
		expect(changes).toEqual([]);
	});
});
