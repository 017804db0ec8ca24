import { randomUUID } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import { KeyReply, ProblemReply, ProductReply, ProductsReply } from '../../../src/lib/server/doors/replies.ts';
import { createApi } from '../../fixtures/api.ts';

const api = createApi(inject('server'));
const key = api.masterKey;
const newSlug = () => `t-${randomUUID()}`;
const addProduct = (body: unknown) => api.call('POST', '/api/v1/products', { key, body });
const addKey = (body: unknown) => api.call('POST', '/api/v1/keys', { key, body });

describe('POST /products', () => {
	it('creates a product and replies with it', async () => {
		const slug = newSlug();
		const made = await addProduct({ slug, name: ' Acme ', timezone: 'Europe/Berlin' });
		expect(made.status).toBe(201);
		expect(ProductReply.parse(made.body)).toEqual({ slug, name: 'Acme', timezone: 'Europe/Berlin' });
		const { body } = await api.call('GET', '/api/v1/products', { key });
		expect(ProductsReply.parse(body).products).toContainEqual({ slug, name: 'Acme', timezone: 'Europe/Berlin' });
	});

	it('lives in UTC unless told otherwise', async () => {
		expect((await addProduct({ slug: newSlug(), name: 'A' })).body).toMatchObject({ timezone: 'UTC' });
	});

	it('refuses a taken slug with 409 and leaves the first as it was', async () => {
		const slug = newSlug();
		await addProduct({ slug, name: 'First' });
		const second = await addProduct({ slug, name: 'Second' });
		expect(second.status).toBe(409);
		expect(ProblemReply.parse(second.body).errors?.map(({ path }) => path)).toEqual(['slug']);
		const { body } = await api.call('GET', '/api/v1/products', { key });
		expect(ProductsReply.parse(body).products.filter((one) => one.slug === slug)).toEqual([
			{ slug, name: 'First', timezone: 'UTC' }
		]);
	});

	it('lets one of two that come at once have the slug', async () => {
		const slug = newSlug();
		const both = await Promise.all([addProduct({ slug, name: 'A' }), addProduct({ slug, name: 'B' })]);
		expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
	});

	it.each([
		['nothing', {}, ['name', 'slug']],
		[
			'every field wrong at once',
			{ slug: 'No Slug', name: '', timezone: 'Mars/Base', x: 1 },
			['name', 'slug', 'timezone', 'x']
		],
		['other types', { slug: 1, name: {}, timezone: null }, ['name', 'slug', 'timezone']],
		['a list', [], ['']],
		['a slug with a hyphen at its end', { slug: 'a-', name: 'A' }, ['slug']],
		['a slug of 65 characters', { slug: 'a'.repeat(65), name: 'A' }, ['slug']],
		['a name of blanks', { slug: 'a', name: '  ' }, ['name']],
		['a name of 101 characters', { slug: 'a', name: 'n'.repeat(101) }, ['name']],
		['a name with a character that no text has', { slug: 'a', name: 'a\0b' }, ['name']],
		['an offset instead of a zone', { slug: 'a', name: 'A', timezone: '+02:00' }, ['timezone']]
	])('refuses %s with 422 at %o', async (_, body, paths) => {
		const refused = await addProduct(body);
		expect(refused.status).toBe(422);
		expect(refused.headers.get('content-type')).toBe('application/problem+json');
		const problem = ProblemReply.parse(refused.body);
		expect(problem).toMatchObject({ type: 'about:blank', status: 422 });
		expect(problem.errors?.map(({ path }) => path).sort()).toEqual(paths);
		expect(problem.errors?.every(({ message }) => message.length > 0)).toBe(true);
	});

	it('says of a field whether it is missing or of the wrong type', async () => {
		const messageOf = async (body: unknown) => ProblemReply.parse((await addProduct(body)).body).errors?.[0]?.message;
		expect(await messageOf({ slug: 'a' })).toBe('Is missing. Must be a text.');
		expect(await messageOf({ slug: 'a', name: 5 })).toBe('Must be a text.');
	});

	it.each(['', 'nothing', '{', '[1,]', '\u00ef\u00bb'])(
		'answers the body %j, which is no JSON, with 400',
		async (body) => {
			const refused = await addProduct(body);
			expect(refused.status).toBe(400);
			expect(ProblemReply.parse(refused.body).status).toBe(400);
		}
	);
});

describe('POST /keys', () => {
	it('makes a key that works, with each scope once', async () => {
		const { slug } = await api.newProduct();
		const made = await addKey({ product: slug, name: 'CI', scopes: ['read', 'read'] });
		expect(made.status).toBe(201);
		const given = KeyReply.parse(made.body);
		expect((await api.call('GET', '/api/v1/metrics', { key: given.key })).status).toBe(200);
		expect((await api.call('GET', '/api/v1/releases', { key: given.key })).status).toBe(200);
	});

	it('gives every key its own text', async () => {
		const { key: keys } = await api.newProduct();
		expect(new Set(Object.values(keys)).size).toBe(4);
	});

	it('answers an unknown product with 404', async () => {
		const refused = await addKey({ product: newSlug(), name: 'CI', scopes: ['read'] });
		expect(refused.status).toBe(404);
		expect(ProblemReply.parse(refused.body).errors?.map(({ path }) => path)).toEqual(['product']);
	});

	it.each([
		['nothing', {}, ['name', 'product', 'scopes']],
		[
			'every field wrong at once',
			{ product: 'A B', name: ' ', scopes: [], extra: 0 },
			['extra', 'name', 'product', 'scopes']
		],
		['an unknown scope', { product: 'a', name: 'CI', scopes: ['read', 'admin'] }, ['scopes.1']],
		['one scope that is no list', { product: 'a', name: 'CI', scopes: 'read' }, ['scopes']],
		['a name with a character that no text has', { product: 'a', name: '\0', scopes: ['read'] }, ['name']]
	])('refuses %s with 422 at %o', async (_, body, paths) => {
		const refused = await addKey(body);
		expect(refused.status).toBe(422);
		expect(
			ProblemReply.parse(refused.body)
				.errors?.map(({ path }) => path)
				.sort()
		).toEqual(paths);
	});
});

describe('GET /products', () => {
	it('shows a key its own product alone', async () => {
		const [mine] = await Promise.all([api.newProduct(), api.newProduct()]);
		for (const own of Object.values(mine.key)) {
			const { status, body } = await api.call('GET', '/api/v1/products', { key: own });
			expect(status).toBe(200);
			expect(ProductsReply.parse(body).products.map(({ slug }) => slug)).toEqual([mine.slug]);
		}
	});
});
