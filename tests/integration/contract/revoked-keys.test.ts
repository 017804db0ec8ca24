import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { asked, createApi, openSocket, type TestProduct } from '../../fixtures/api.ts';

const server = inject('server');
const api = createApi(server);
const QUESTION = { metric: 'feedback_volume', from: 'now-1h', to: 'now', bucket: 'day' };

/** Sends a form of the settings page as the master key. */
const submit = (slug: string, action: string, fields: [string, string][], key: string | null = server.masterKey) =>
	fetch(`${server.url}/p/${slug}/settings?/${action}`, {
		method: 'POST',
		redirect: 'manual',
		headers: { accept: 'text/html', ...(key !== null && { authorization: `Bearer ${key}` }) },
		body: new URLSearchParams(fields)
	});

async function idOf({ slug }: TestProduct, name: string): Promise<string> {
	const page = await fetch(`${server.url}/p/${slug}/settings`, {
		headers: { authorization: `Bearer ${server.masterKey}` }
	});
	const row = (await page.text()).split('<li').find((item) => new RegExp(`<b[^>]*>${name}<`).test(item)) ?? '';
	return /revoke=([0-9a-f-]{36})/.exec(row)?.[1] ?? '';
}

async function socketOf(key: string) {
	const socket = await openSocket(server.url, { auth: { key } });
	onTestFinished(() => void socket.close());
	return { socket, gone: new Promise<string>((resolve) => socket.once('disconnect', resolve)) };
}

describe('revoking a key on the page of settings', () => {
	it('closes the sockets that the key opened within a second, and no others', async () => {
		const product = await api.newProduct();
		const { socket, gone } = await socketOf(product.key.read);
		const other = await socketOf(product.key.all);
		expect(await asked(socket, 'panel:open', QUESTION)).toMatchObject({ ok: true });

		const startMs = performance.now();
		expect((await submit(product.slug, 'revoke', [['key', await idOf(product, 'read')]])).status).toBe(200);
		expect(await gone).toBe('io server disconnect');
		expect(performance.now() - startMs).toBeLessThan(1000);
		await expect(openSocket(server.url, { auth: { key: product.key.read } })).rejects.toThrow('unauthorized');
		expect(await asked(other.socket, 'panel:open', QUESTION)).toMatchObject({ ok: true });
	});

	it('counts at once, for a key that was in use a moment ago', async () => {
		const product = await api.newProduct();
		expect((await api.ask(QUESTION, product)).status).toBe(200);
		await submit(product.slug, 'revoke', [['key', await idOf(product, 'read')]]);
		expect((await api.ask(QUESTION, product)).status).toBe(401);
		expect(await idOf(product, 'read')).toBe('');
	});

	it('is for administrators, and for keys of the product alone', async () => {
		const [mine, theirs] = await Promise.all([api.newProduct(), api.newProduct()]);
		const wanted: [string, string][] = [['key', await idOf(theirs, 'read')]];
		expect(await idOf(theirs, 'read')).not.toBe('');
		for (const key of Object.values(theirs.key))
			expect((await submit(theirs.slug, 'revoke', wanted, key)).status).toBe(403);
		expect((await submit(theirs.slug, 'revoke', wanted, null)).status).toBe(303);
		await submit(mine.slug, 'revoke', wanted);
		expect((await api.ask(QUESTION, theirs)).status).toBe(200);
	});

	it('shows the keys to nobody who holds one', async () => {
		const product = await api.newProduct();
		const page = await fetch(`${server.url}/p/${product.slug}/settings`, {
			headers: { authorization: `Bearer ${product.key.read}` }
		});
		expect([page.status, (await page.text()).includes('ingest read write')]).toEqual([200, false]);
	});
});

describe('changing the time zone on the page of settings', () => {
	it('cuts the buckets of the next answer anew, and has open sockets ask again', async () => {
		const product = await api.newProduct();
		const { socket, gone } = await socketOf(product.key.read);
		const day = { ...QUESTION, from: '2026-01-31T00:00:00Z', to: '2026-02-01T00:00:00Z' };
		const before = await asked<{ panel: string }>(socket, 'panel:open', day);
		const saved = await submit(product.slug, 'product', [
			['name', 'Night Bus'],
			['timezone', 'Asia/Shanghai']
		]);
		expect(saved.status).toBe(200);
		await gone;
		const { body } = await api.ask(day, product);
		expect(body.result.series[0]?.buckets[0]?.start).toBe('2026-01-30T16:00:00.000Z');
		const after = await asked<{ panel: string }>((await socketOf(product.key.read)).socket, 'panel:open', day);
		expect(before.ok && after.ok && before.data.panel !== after.data.panel).toBe(true);
	});

	it('refuses what is no zone or no name, and changes nothing', async () => {
		const product = await api.newProduct('Europe/Berlin');
		for (const [name, timezone] of [
			['', 'UTC'],
			['Night Bus', 'Mars/Olympus']
		] as const)
			expect(
				(
					await submit(product.slug, 'product', [
						['name', name],
						['timezone', timezone]
					])
				).status
			).toBe(422);
		const { body } = await api.call<{ products: object[] }>('GET', '/api/v1/products', { key: product.key.read });
		expect(body.products).toEqual([{ slug: product.slug, name: product.slug, timezone: 'Europe/Berlin' }]);
	});
});
