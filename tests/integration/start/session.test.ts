import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { asked, createApi, openSocket, type Api } from '../../fixtures/api.ts';
import { startServer, type TestServer } from '../../fixtures/start-server.ts';
import { createExternalStores, type ExternalStores } from './external-stores.ts';

const PERSON = { name: 'Ada', email: 'Ada@Example.com', password: 'correct horse' };
const QUESTION = { metric: 'feedback_volume', from: 'now-1h', to: 'now', bucket: 'all' };

/** Sends a form as a browser does; `headers` come on top. */
const submit = (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
	fetch(url, {
		method: 'POST',
		redirect: 'manual',
		headers: { accept: 'text/html', origin: new URL(url).origin, ...headers },
		body: new URLSearchParams(fields)
	});

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** What a browser would send back. */
const cookieOf = (response: Response): string =>
	response.headers
		.getSetCookie()
		.map((line) => line.split(';', 1)[0])
		.join('; ');

async function freshServer(): Promise<{ server: TestServer; stores: ExternalStores; setupUrl: string }> {
	const stores = await createExternalStores();
	const server = await startServer({ env: stores.env });
	if (server.setupUrl === null) throw new Error('no set-up link');
	return { server, stores, setupUrl: server.setupUrl };
}

async function end({ server, stores }: { server: TestServer; stores: ExternalStores }): Promise<void> {
	await server.stop();
	await stores.close();
}

describe('/setup', () => {
	it('makes one account, however many send the form at once, and then never again', async () => {
		const fresh = await freshServer();
		onTestFinished(() => end(fresh));
		const { server, stores, setupUrl } = fresh;
		const page = await fetch(setupUrl);
		expect([page.status, /name="name"/.test(await page.text())]).toEqual([200, true]);

		for (const url of [setupUrl.replace(/token=.*/, 'token=guess'), `${server.url}/setup`])
			expect((await submit(url, PERSON)).status).toBe(403);
		const wrong = await submit(setupUrl, { name: '', email: 'ada', password: 'short' });
		expect([wrong.status, cookieOf(wrong)]).toEqual([422, '']);

		const replies = await Promise.all(
			Array.from({ length: 5 }, (_, index) => submit(setupUrl, { ...PERSON, email: `a${index}@example.com` }))
		);
		const winners = replies.filter((reply) => cookieOf(reply) !== '');
		expect(winners.map(({ status, headers }) => [status, headers.get('location')])).toEqual([[303, '/']]);
		const [session] = winners[0]?.headers.getSetCookie() ?? [];
		expect(session).toMatch(/^upshot\.session_token=.*; HttpOnly.*SameSite=Lax/i);
		expect(session).not.toMatch(/secure/i);
		expect(await stores.sql`SELECT count(*)::int AS n FROM "user"`).toMatchObject([{ n: 1 }]);

		for (const late of [await submit(setupUrl, PERSON), await fetch(setupUrl, { redirect: 'manual' })])
			expect([late.status, late.headers.get('location'), cookieOf(late)]).toEqual([303, '/', '']);
		expect(await stores.sql`SELECT count(*)::int AS n FROM "user"`).toMatchObject([{ n: 1 }]);
	});
});

describe('a session', () => {
	let fresh: Awaited<ReturnType<typeof freshServer>>;
	let api: Api;
	let cookie: string;
	let slug: string;

	beforeAll(async () => {
		fresh = await freshServer();
		api = createApi(fresh.server);
		({ slug } = await api.newProduct());
		cookie = cookieOf(await submit(fresh.setupUrl, PERSON));
	});
	afterAll(() => end(fresh));

	const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
		api.call<unknown>(method, path, { headers: { cookie, ...headers }, ...(body !== undefined && { body }) });
	const countRows = async () => {
		const { body } = await call('POST', `/api/v1/query?product=${slug}`, QUESTION);
		return (body as { result: { series: { buckets: { n: number }[] }[] } }).result.series[0]?.buckets[0]?.n;
	};

	it('may do on the API what an administrator may, naming the product', async () => {
		const before = (await countRows()) ?? NaN;
		expect((await call('POST', `/api/v1/feedback?product=${slug}`, { text: 'a' })).status).toBe(200);
		expect(await countRows()).toBe(before + 1);
		expect((await call('GET', `/api/v1/metrics?product=${slug}`)).status).toBe(200);
		expect((await call('GET', '/api/v1/metrics')).status).toBe(422);
		expect((await call('POST', '/api/v1/feedback', { text: 'a' })).status).toBe(422);
		expect((await call('GET', '/api/v1/metrics?product=no-such')).status).toBe(404);
		const made = await call('POST', '/api/v1/products', { slug: 'by-session', name: 'By session' });
		expect(made.status).toBe(201);
		const key = await call('POST', '/api/v1/keys', { product: 'by-session', name: 'CI', scopes: ['read'] });
		expect(key.status).toBe(201);
	});

	it.each<Record<string, string>>([
		{ origin: 'https://evil.example' },
		{ origin: 'null' },
		{ origin: 'http://localhost' },
		{ 'sec-fetch-site': 'cross-site' }
	])('counts for nothing on a request of another site (%j)', async (headers) => {
		const before = await countRows();
		const refused = [
			await call('POST', `/api/v1/feedback?product=${slug}`, { text: 'forged' }, headers),
			await call('POST', `/api/v1/query?product=${slug}`, QUESTION, headers),
			await call('GET', `/api/v1/metrics?product=${slug}`, undefined, headers),
			await call('POST', '/api/v1/products', { slug: 'forged', name: 'Forged' }, headers)
		];
		expect(refused.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
		expect(await countRows()).toBe(before);
	});

	it('counts on requests of every loopback name of its own', async () => {
		const { port } = new URL(fresh.server.url);
		for (const host of ['localhost', '127.0.0.1', '[::1]']) {
			const headers = { origin: `http://${host}:${port}` };
			const { status } = await call('POST', `/api/v1/query?product=${slug}`, QUESTION, headers);
			expect([host, status]).toEqual([host, 200]);
		}
	});

	it('opens the socket for its own pages alone', async () => {
		const { origin } = new URL(fresh.server.url);
		const socket = await openSocket(fresh.server.url, { headers: { cookie, origin } });
		onTestFinished(() => void socket.close());
		expect(await asked(socket, 'panel:open', { ...QUESTION, product: slug })).toMatchObject({ ok: true });
		expect(await asked(socket, 'panel:open', QUESTION)).toMatchObject({ ok: false });
		expect(await asked(socket, 'panel:open', { ...QUESTION, product: 'no-such' })).toMatchObject({
			ok: false,
			error: 'not-found'
		});
		for (const foreign of ['https://evil.example', 'null', 'nonsense'])
			await expect(openSocket(fresh.server.url, { headers: { cookie, origin: foreign } })).rejects.toThrow();
		const forged = { cookie: 'upshot.session_token=forged', origin };
		await expect(openSocket(fresh.server.url, { headers: forged })).rejects.toThrow('unauthorized');
	});

	it('is no help to a key that was revoked before it was used', async () => {
		const key = await api.newKey(slug, ['read']);
		await fresh.stores.sql`UPDATE api_keys SET revoked_at = now() WHERE hash = ${sha256(key)}`;
		expect((await call('GET', '/api/v1/metrics', undefined, { authorization: `Bearer ${key}` })).status).toBe(401);
		await expect(openSocket(fresh.server.url, { auth: { key }, headers: { cookie } })).rejects.toThrow('unauthorized');
	});

	it('is what pages ask for', async () => {
		const home = await fetch(fresh.server.url, { headers: { cookie }, redirect: 'manual' });
		expect([home.status, home.headers.get('location')]).toEqual([303, `/p/${slug}`]);
		const forged = await fetch(fresh.server.url, { headers: { cookie: `${cookie}x` }, redirect: 'manual' });
		expect([forged.status, forged.headers.get('location')]).toEqual([303, '/signin?next=%2F']);
	});

	it('begins with the right password and ends with /signout', async () => {
		const { url } = fresh.server;
		const signIn = (password: string, query = '') =>
			submit(`${url}/signin${query}`, { email: 'ADA@example.com ', password });
		const wrong = await signIn('wrong horse');
		expect([wrong.status, cookieOf(wrong)]).toEqual([401, '']);
		const right = await signIn(PERSON.password, '?next=https://evil.example');
		expect([right.status, right.headers.get('location')]).toEqual([303, '/']);
		const own = { cookie: cookieOf(right) };
		expect((await call('GET', '/api/v1/products', undefined, own)).status).toBe(200);
		expect((await submit(`${url}/signout`, {}, own)).status).toBe(303);
		expect((await call('GET', '/api/v1/products', undefined, own)).status).toBe(401);
		expect((await call('GET', '/api/v1/products')).status).toBe(200);
	});

	/** A session of its own, and a socket of it that tells when it goes. */
	async function signedInSocket() {
		const { url } = fresh.server;
		const own = cookieOf(await submit(`${url}/signin`, { email: PERSON.email, password: PERSON.password }));
		const open = async () => {
			const socket = await openSocket(url, { headers: { cookie: own } });
			onTestFinished(() => void socket.close());
			return { socket, gone: new Promise<string>((resolve) => socket.once('disconnect', resolve)) };
		};
		return { own, open };
	}

	it('takes its sockets with it within a second of /signout, and no others', async () => {
		const [leaving, staying] = [await signedInSocket(), await signedInSocket()];
		const [mine, theirs] = [await leaving.open(), await staying.open()];
		expect(await asked(mine.socket, 'panel:open', { ...QUESTION, product: slug })).toMatchObject({ ok: true });
		const startMs = performance.now();
		await submit(`${fresh.server.url}/signout`, {}, { cookie: leaving.own });
		// After it the client knocks by itself, and is asked who it is.
		expect(await mine.gone).toBe('transport close');
		expect(performance.now() - startMs).toBeLessThan(1000);
		await expect(leaving.open()).rejects.toThrow('unauthorized');
		expect(await asked(theirs.socket, 'panel:open', { ...QUESTION, product: slug })).toMatchObject({ ok: true });
	});

	it('cannot be guessed at for long', async () => {
		const guess = () => submit(`${fresh.server.url}/signin`, { email: 'guessed@example.com', password: 'guess' });
		const statuses = [];
		for (let index = 0; index < 11; index++) statuses.push((await guess()).status);
		expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
	});
});
