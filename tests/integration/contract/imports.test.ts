import { randomUUID } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import {
	ImportReply,
	ImportsReply,
	MappingsReply,
	ProblemReply,
	ReleasesReply
} from '../../../src/lib/server/doors/replies.ts';
import { createApi, openSocket, type Rows, type TestProduct } from '../../fixtures/api.ts';
import { expectCurrent, followPanel } from './followed-panel.ts';

const api = createApi(inject('server'));

const begin = async ({ key }: TestProduct, more: object = {}) => {
	const made = await api.call('POST', '/api/v1/imports', { key: key.write, body: { name: 'answers.csv', ...more } });
	expect(made.status).toBe(201);
	return ImportReply.parse(made.body).import;
};
const post = ({ key }: TestProduct, id: string, body: unknown) =>
	api.call<Rows>('POST', `/api/v1/feedback?import=${encodeURIComponent(id)}`, { key: key.ingest, body });
const undo = ({ key }: TestProduct, id: string) =>
	api.call<unknown>('DELETE', `/api/v1/imports/${encodeURIComponent(id)}`, { key: key.write });

describe('POST /feedback?import=ID', () => {
	it('stores the rows, and compares their ids with every other row', async () => {
		const product = await api.newProduct();
		const [first, second] = [await begin(product), await begin(product)];
		await api.post('feedback', product, { id: 'posted', text: 'a' });
		const rows = [{ id: 'posted', text: 'a' }, { id: 'imported', text: 'a' }, { text: 'no id' }];
		expect((await post(product, first, rows)).body).toEqual({ accepted: 2, duplicates: 1, rejected: [] });
		expect((await post(product, second, rows)).body).toEqual({ accepted: 1, duplicates: 2, rejected: [] });
		expect((await api.post('feedback', product, { id: 'imported', text: 'a' })).body).toMatchObject({ duplicates: 1 });
		expect(await api.count('feedback', product)).toBe(4);
	});

	it('takes events, too', async () => {
		const product = await api.newProduct();
		const path = `/api/v1/events?import=${await begin(product)}`;
		const { body } = await api.call<Rows>('POST', path, { key: product.key.ingest, body: [{ name: 'a' }] });
		expect(body).toMatchObject({ accepted: 1 });
	});

	it.each(['', 'nonsense', '1', randomUUID(), '\0', `${randomUUID()}x`])(
		'answers the unknown import %j with 404',
		async (id) => {
			const product = await api.newProduct();
			const refused = await post(product, id, { text: 'a' });
			expect(refused.status).toBe(404);
			expect(ProblemReply.parse(refused.body).status).toBe(404);
			expect(await api.count('feedback', product)).toBe(0);
		}
	);

	it('does not know the import of another product', async () => {
		const [mine, theirs] = await Promise.all([api.newProduct(), api.newProduct()]);
		expect((await post(mine, await begin(theirs), { text: 'a' })).status).toBe(404);
		expect(await api.count('feedback', theirs)).toBe(0);
	});
});

describe('POST /imports', () => {
	it.each([
		[{}, ['name']],
		[{ name: ' ', mapping: [], x: 1 }, ['mapping', 'name', 'x']],
		[{ name: 'a\0b' }, ['name']],
		[{ name: 'a', mapping: { field: '\0' } }, ['mapping']],
		[{ name: 'a', mapping: { field: '\ud800' } }, ['mapping']]
	])('refuses %j with 422 at %j', async (body, paths) => {
		const { key } = await api.newProduct();
		const refused = await api.call('POST', '/api/v1/imports', { key: key.write, body });
		expect(refused.status).toBe(422);
		expect(
			ProblemReply.parse(refused.body)
				.errors?.map(({ path }) => path)
				.sort()
		).toEqual(paths);
	});
});

describe('GET /imports', () => {
	it('lists what was begun, of this product alone', async () => {
		const [mine, theirs] = await Promise.all([api.newProduct(), api.newProduct()]);
		const ids = [await begin(mine), await begin(mine)];
		await begin(theirs);
		const { body } = await api.call('GET', '/api/v1/imports', { key: mine.key.read });
		expect(
			ImportsReply.parse(body)
				.imports.map((one) => one.import)
				.sort()
		).toEqual(ids.sort());
	});
});

describe('DELETE /imports/{id}', () => {
	it('takes the import’s rows back, and no others', async () => {
		const product = await api.newProduct();
		const [taken, kept] = [await begin(product), await begin(product)];
		await api.post('feedback', product, { text: 'posted' });
		await post(product, taken, [{ id: 'a', text: 'a' }, { text: 'b' }]);
		await post(product, kept, [{ id: 'c', text: 'c' }]);
		const path = `/api/v1/events?import=${taken}`;
		await api.call('POST', path, { key: product.key.ingest, body: [{ name: 'a' }] });
		const gone = await undo(product, taken);
		expect([gone.status, gone.body]).toEqual([204, '']);
		expect(await api.count('feedback', product)).toBe(2);
		expect(await api.count('events', product)).toBe(0);
		expect((await undo(product, taken)).status).toBe(404);
		expect((await post(product, taken, { text: 'late' })).status).toBe(404);
	});

	it('lets the same rows be imported again', async () => {
		const product = await api.newProduct();
		const rows = [{ id: 'a', text: 'a', at: '2026-01-31T08:00:00Z' }];
		const first = await begin(product);
		expect((await post(product, first, rows)).body).toMatchObject({ accepted: 1 });
		await undo(product, first);
		expect((await post(product, await begin(product), rows)).body).toMatchObject({ accepted: 1, duplicates: 0 });
		expect(await api.count('feedback', product)).toBe(1);
	});

	it('is answered while others keep posting', async () => {
		const product = await api.newProduct();
		const id = await begin(product);
		await post(product, id, [{ text: 'a' }]);
		let goesOn = true;
		const senders = Array.from({ length: 8 }, async () => {
			while (goesOn) await api.post('feedback', product, { text: 'b' });
		});
		// A test that fails must not leave them at it.
		const deadline = setTimeout(() => (goesOn = false), 5_000);
		const gone = await undo(product, id);
		expect([gone.status, goesOn]).toEqual([204, true]);
		clearTimeout(deadline);
		goesOn = false;
		await Promise.all(senders);
	});

	it('is seen by open panels', async () => {
		const product = await api.newProduct();
		const id = await begin(product);
		await post(product, id, [{ text: 'a', at: '2026-01-31T08:00:00Z' }]);
		const socket = await openSocket(api.url, { auth: { key: product.key.read } });
		const range = { from: '2026-01-31T00:00:00Z', to: '2026-02-01T00:00:00Z', bucket: 'hour' };
		const panel = await followPanel(socket, { metric: 'feedback_volume', ...range });
		await undo(product, id);
		await expectCurrent(api, product, panel);
		expect(panel.result().series[0]?.buckets.every(({ n }) => n === 0)).toBe(true);
		socket.close();
	});

	it('does not know what is unknown, nor the import of another product', async () => {
		const [mine, theirs] = await Promise.all([api.newProduct(), api.newProduct()]);
		const id = await begin(theirs);
		await post(theirs, id, { text: 'a' });
		for (const unknown of [id, randomUUID(), 'nonsense', '\0']) expect((await undo(mine, unknown)).status).toBe(404);
		expect(await api.count('feedback', theirs)).toBe(1);
	});
});

describe('an import of releases', () => {
	const release = ({ key }: TestProduct, id: string, version: string) =>
		api.call<unknown>('POST', `/api/v1/releases?import=${encodeURIComponent(id)}`, {
			key: key.write,
			body: { version, at: '2026-01-31' }
		});
	const versionsOf = async ({ key }: TestProduct) =>
		ReleasesReply.parse((await api.call('GET', '/api/v1/releases', { key: key.read })).body).releases.map(
			({ version }) => version
		);

	it('takes back the releases that it added, and no other', async () => {
		const product = await api.newProduct();
		await api.call('POST', '/api/v1/releases', { key: product.key.write, body: { version: '1.0', at: '2026-01-30' } });
		const id = await begin(product, { kind: 'releases', via: 'page' });
		expect((await release(product, id, '1.0')).status).toBe(200);
		expect((await release(product, id, '2.0')).status).toBe(201);
		const list = await api.call('GET', '/api/v1/imports', { key: product.key.read });
		expect(ImportsReply.parse(list.body).imports).toMatchObject([{ kind: 'releases', via: 'page', rows: 1 }]);
		expect((await undo(product, id)).status).toBe(204);
		expect(await versionsOf(product)).toEqual(['1.0']);
	});

	it('needs an import that is there', async () => {
		const product = await api.newProduct();
		expect((await release(product, randomUUID(), '1.0')).status).toBe(404);
		expect(await versionsOf(product)).toEqual([]);
	});
});

describe('GET /imports', () => {
	it('counts what is there of each import, newest first', async () => {
		const product = await api.newProduct();
		const [first, second] = [await begin(product), await begin(product)];
		await post(product, first, [{ text: 'a' }, { text: 'b' }]);
		const { body } = await api.call('GET', '/api/v1/imports', { key: product.key.read });
		expect(ImportsReply.parse(body).imports).toMatchObject([
			{ import: second, kind: 'feedback', via: 'api', rows: 0 },
			{ import: first, rows: 2 }
		]);
	});
});

describe('PUT /imports/mappings', () => {
	const save = ({ key }: TestProduct, body: unknown) =>
		api.call<unknown>('PUT', '/api/v1/imports/mappings', { key: key.write, body });
	const mappingsOf = async ({ key }: TestProduct) =>
		MappingsReply.parse((await api.call('GET', '/api/v1/imports/mappings', { key: key.read })).body).mappings;

	it('keeps one for each kind and set of columns, the newest first', async () => {
		const product = await api.newProduct();
		const one = { kind: 'feedback', columns: ['date', 'stars'], answers: { scale: 'stars' } };
		const other = { kind: 'releases', columns: ['date', 'stars'], answers: {} };
		const newer = { kind: 'feedback', columns: ['stars', 'date'], answers: { scale: 'csat' } };
		for (const mapping of [one, other, newer]) expect((await save(product, mapping)).status).toBe(204);
		expect(await mappingsOf(product)).toEqual([newer, other]);
	});

	it('keeps the newest fifty', async () => {
		const product = await api.newProduct();
		for (let n = 0; n < 52; n++) await save(product, { kind: 'feedback', columns: [`c${n}`], answers: {} });
		expect((await mappingsOf(product)).map(({ columns }) => columns[0])).toEqual(
			Array.from({ length: 50 }, (_, n) => `c${51 - n}`)
		);
	});
});
