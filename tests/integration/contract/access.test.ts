import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { SCOPES, type Scope } from '../../../src/lib/domain/product.ts';
import { isProductAction, RULES, type Action } from '../../../src/lib/server/access/rules.ts';
import { ProblemReply } from '../../../src/lib/server/doors/replies.ts';
import { createApi, type Called, type TestProduct } from '../../fixtures/api.ts';
import { methodOf, SAMPLES, type Sample } from './samples.ts';

const api = createApi(inject('server'));

const OF_THE_API = Object.entries(RULES).filter(([rule, action]) => rule.includes(' /api/') && action !== 'public');

let mine: TestProduct;
let theirs: TestProduct;
beforeAll(async () => {
	[mine, theirs] = await Promise.all([api.newProduct(), api.newProduct()]);
});

/** Everything that a refused request could have changed. */
async function stateOf({ slug, key }: TestProduct) {
	const list = async (path: string) => (await api.call<unknown>('GET', path, { key: key.read })).body;
	const [feedback, events, releases, imports] = await Promise.all([
		...(['feedback', 'events'] as const).map((table) => api.count(table, { slug, key })),
		...['/api/v1/releases', '/api/v1/imports'].map(list)
	]);
	return { feedback, events, releases, imports };
}

const send = (rule: string, { path, body }: Sample, options: { key?: string; query?: string } = {}) =>
	api.call<unknown>(methodOf(rule), `${path}${options.query ?? ''}`, {
		...(options.key !== undefined && { key: options.key }),
		...(body && { body })
	});

function expectProblem(refused: Called<unknown>, status: number) {
	expect(refused.status).toBe(status);
	expect(refused.headers.get('content-type')).toBe('application/problem+json');
	expect(ProblemReply.parse(refused.body).status).toBe(status);
}

/** A key that the action admits, and those that it does not. */
function keysFor(action: Action, { key }: TestProduct): { right: string | null; wrong: Record<string, string> } {
	if (action === 'any-scope') return { right: key.write, wrong: {} };
	if (!isProductAction(action)) return { right: null, wrong: key };
	const others = SCOPES.filter((scope: Scope) => scope !== action);
	return { right: key[action], wrong: Object.fromEntries(others.map((scope) => [scope, key[scope]])) };
}

it('every rule of the API has a sample request, and every sample a rule', () => {
	expect(Object.keys(SAMPLES).sort()).toEqual(OF_THE_API.map(([rule]) => rule).sort());
});

describe.each(OF_THE_API)('%s', (rule, action) => {
	const sampled = (product: TestProduct) => {
		const sample = SAMPLES[rule];
		if (!sample) throw new Error(`no sample for ${rule}`);
		return sample(api, product);
	};

	it('answers nobody without a right key, and does nothing for them', async () => {
		const sample = await sampled(mine);
		const before = await stateOf(mine);
		const wrong = ['nonsense', `up_${randomBytes(24).toString('base64url')}`, `${mine.key.all}x`, 'k'.repeat(5000)];
		for (const key of wrong) {
			expectProblem(await send(rule, sample, { key }), 401);
			expectProblem(await send(rule, sample, { key, query: `?product=${mine.slug}` }), 401);
		}
		const none = await send(rule, sample, { query: `?product=${mine.slug}` });
		expectProblem(none, 401);
		expect(none.headers.get('www-authenticate')).toMatch(/^Bearer/);
		for (const authorization of [
			'Bearer',
			'Bearer ',
			`Basic ${mine.key.all}`,
			mine.key.all,
			`Bearer ${mine.key.all} x`
		])
			expectProblem(
				await api.call(methodOf(rule), sample.path, {
					headers: { authorization },
					...(sample.body && { body: sample.body })
				}),
				401
			);
		expect(await stateOf(mine)).toEqual(before);
	});

	it('asks for its own scope, and does nothing without', async () => {
		const sample = await sampled(mine);
		const before = await stateOf(mine);
		const { wrong } = keysFor(action, mine);
		for (const key of Object.values(wrong)) expectProblem(await send(rule, sample, { key }), 403);
		expect(await stateOf(mine)).toEqual(before);
	});

	it('keeps a key to its product, and does not tell whether another exists', async () => {
		if (!isProductAction(action)) return expect(['any-scope', 'administer']).toContain(action);
		const sample = await sampled(theirs);
		const before = [await stateOf(mine), await stateOf(theirs)];
		const key = mine.key.all;
		const refusals = [];
		for (const slug of [theirs.slug, `t-${randomUUID()}`, '', '%00', 'A%20B'])
			refusals.push(await send(rule, sample, { key, query: `?product=${slug}` }));
		for (const refused of refusals) expectProblem(refused, 403);
		expect(new Set(refusals.map(({ body }) => JSON.stringify(body))).size).toBe(1);
		expect(JSON.stringify(refusals[0]?.body)).not.toContain(theirs.slug);
		expect([await stateOf(mine), await stateOf(theirs)]).toEqual(before);
	});

	it('answers the right key, alone and with its own product named', async () => {
		const { right } = keysFor(action, mine);
		if (right === null) return expect(action).toBe('administer');
		for (const query of ['', `?product=${mine.slug}`]) {
			const sample = await sampled(mine);
			const answered = await send(rule, sample, { key: right, query });
			expect([answered.status, sample.reply.safeParse(answered.body).error]).toEqual([sample.status, undefined]);
		}
	});

	it('answers the master key, which names the product', async () => {
		const key = api.masterKey;
		if (isProductAction(action)) {
			const unnamed = await send(rule, await sampled(mine), { key });
			expectProblem(unnamed, 422);
			expect(ProblemReply.parse(unnamed.body).errors?.map(({ path }) => path)).toEqual(['product']);
			for (const slug of [`t-${randomUUID()}`, '', '%00', 'A%20B', '%F0%9F%8E%89'])
				expectProblem(await send(rule, await sampled(mine), { key, query: `?product=${slug}` }), 404);
		}
		const sample = await sampled(mine);
		expect((await send(rule, sample, { key, query: `?product=${mine.slug}` })).status).toBe(sample.status);
	});
});

describe('what a product has', () => {
	it('is not found with the key of another', async () => {
		const release = { version: 'only-theirs', at: '2026-01-31T08:00:00Z' };
		await api.call('POST', '/api/v1/releases', { key: theirs.key.write, body: release });
		for (const [method, key] of [
			['GET', mine.key.read],
			['DELETE', mine.key.write]
		] as const)
			expectProblem(await api.call(method, '/api/v1/releases/only-theirs', { key }), 404);
		const patched = { key: mine.key.write, body: { title: 'Mine' } };
		expectProblem(await api.call('PATCH', '/api/v1/releases/only-theirs', patched), 404);
		const { body } = await api.call('GET', '/api/v1/releases/only-theirs', { key: theirs.key.read });
		expect(body).toMatchObject({ title: '' });
	});
});

describe('what is public', () => {
	it.each(['/healthz', '/readyz', '/api/v1/openapi.json', '/setup', '/signin'])('%s answers anybody', async (path) => {
		expect((await api.call(`GET`, path)).status).toBe(200);
	});

	it('/metrics answers on loopback, and counts statements to ClickHouse', async () => {
		const countOf = async () => {
			const { status, body } = await api.call<string>('GET', '/metrics');
			expect(status).toBe(200);
			return Number(/^upshot_store_queries_total (\d+)$/m.exec(body)?.[1]);
		};
		const before = await countOf();
		await api.count('feedback', mine);
		expect(await countOf()).toBeGreaterThan(before);
	});

	it.each(['/', '/p/any', '/?a=b'])('the page %s leads a stranger to sign in, and back', async (path) => {
		const { status, headers } = await api.call('GET', path);
		expect(status).toBe(303);
		expect(headers.get('location')).toBe(`/signin?next=${encodeURIComponent(path)}`);
	});

	it.each(['/api/v1/nothing', '/api/v1', '/api/v2/query', '/api/v1/feedback/'])('%s is a 404', async (path) => {
		expectProblem(await api.call('GET', path, { key: mine.key.all }), 404);
	});

	it.each([
		['PUT', '/api/v1/query', 'POST'],
		['GET', '/api/v1/keys', 'POST'],
		['DELETE', '/api/v1/products', 'GET, HEAD, POST'],
		['PUT', '/api/v1/releases/1.0', 'GET, HEAD, PATCH, DELETE'],
		['GET', '/api/v1/feedback', 'POST']
	])('%s %s is a 405 that says what is allowed', async (method, path, allow) => {
		const refused = await api.call(method, path, { key: mine.key.all });
		expectProblem(refused, 405);
		expect(refused.headers.get('allow')).toBe(allow);
	});

	it.each(['Basic dXNlcjpwYXNz', 'Bearer of-something-else', 'Bearer'])(
		'answers as for nobody to who sends Authorization: %s',
		async (authorization) => {
			for (const path of ['/healthz', '/readyz', '/api/v1/openapi.json', '/setup', '/signin'])
				expect([path, (await api.call('GET', path, { headers: { authorization } })).status]).toEqual([path, 200]);
		}
	);
});

describe('a page of a product that does not exist, or is not open to the key', () => {
	const pages = Object.keys(RULES).flatMap((rule) => (rule.startsWith('page /p/[slug]') ? [rule.slice(5)] : []));

	it.each(pages)('%s answers with our own page, in both languages, and a way home', async (page) => {
		const path = page.replace('[slug]', 'no-such-product').replace(/\[\w+\]/g, 'x');
		for (const [language, words] of [
			['en', 'There is nothing here'],
			['zh-CN', '这里什么也没有']
		] as const) {
			const headers = { cookie: `PARAGLIDE_LOCALE=${language}` };
			const missing = await api.call<string>('GET', path, { key: api.masterKey, headers });
			expect([missing.status, missing.body]).toEqual([404, expect.stringContaining(words)]);
			expect(missing.body).toMatch(/<a [^>]*href="\/"/);
		}
		const closed = await api.call<string>('GET', path.replace('no-such-product', theirs.slug), { key: mine.key.read });
		expect([closed.status, closed.body]).toEqual([403, expect.stringContaining('This is not open to you')]);
		expect(closed.body).not.toContain(theirs.slug);
	});
});

describe('a form of another site', () => {
	it.each(['https://evil.example', 'null', 'http://localhost', 'nonsense'])('from %s is refused', async (origin) => {
		for (const path of ['/preferences', '/signout', '/signin', '/setup?token=x', '/']) {
			const headers = { origin, 'content-type': 'application/x-www-form-urlencoded' };
			const { status, headers: answer } = await api.call('POST', path, { headers, body: 'theme=dark' });
			expect([path, status, answer.get('set-cookie')]).toEqual([path, 403, null]);
		}
	});
});
