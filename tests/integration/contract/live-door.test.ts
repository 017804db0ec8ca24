import { randomBytes } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { asked, createApi, openSocket, type LiveSocket, type TestProduct } from '../../fixtures/api.ts';
import { eventually } from './followed-panel.ts';

const server = inject('server');
const api = createApi(server);
const QUESTION = { metric: 'feedback_volume', from: 'now-1h', to: 'now', bucket: 'all' };
const EVENTS = [
	['panel:open', QUESTION],
	['words:open', {}],
	['releases:open', {}],
	['releases:close', {}],
	['requests:open', {}],
	['requests:close', {}]
] as const;

let mine: TestProduct;
let theirs: TestProduct;
beforeAll(async () => {
	[mine, theirs] = await Promise.all([api.newProduct(), api.newProduct()]);
});

const open: LiveSocket[] = [];
afterEach(() => {
	for (const socket of open.splice(0)) socket.close();
});

async function socketOf(options: Parameters<typeof openSocket>[1]): Promise<LiveSocket> {
	const socket = await openSocket(server.url, options);
	open.push(socket);
	return socket;
}
const socketWith = (key: string) => socketOf({ auth: { key } });

describe('connecting to /socket.io', () => {
	it.each([
		['no credentials', undefined],
		['an empty object', {}],
		['an unknown key', { key: `up_${randomBytes(24).toString('base64url')}` }],
		['garbage', { key: 'nonsense' }],
		['a key with a line end', { key: 'a\nb' }],
		['a key with blanks', { key: 'a b' }],
		['a key beyond ASCII', { key: 'clé 🎉' }],
		['a very long key', { key: 'k'.repeat(100_000) }],
		['a number as key', { key: 5 }],
		['nothing as key', { key: null }],
		['an object as key', { key: { key: 'x' } }]
	])('is refused with %s', async (_, auth) => {
		await expect(openSocket(server.url, { ...(auth && { auth }) })).rejects.toThrow('unauthorized');
	});

	it.each(['null', 'https://evil.example', 'http://localhost', 'nonsense', server.url.replace('http:', 'https:')])(
		'is refused to a page of the origin %s, even with a good key',
		async (origin) => {
			const options = { auth: { key: mine.key.read }, headers: { origin } };
			await expect(openSocket(server.url, options)).rejects.toThrow('websocket error');
		}
	);

	it.each(['localhost', '127.0.0.1', '[::1]'])('is open to pages of http://%s on its own port', async (host) => {
		const { port } = new URL(server.url);
		const socket = await socketOf({ auth: { key: mine.key.read }, headers: { origin: `http://${host}:${port}` } });
		expect(await asked(socket, 'panel:open', QUESTION)).toMatchObject({ ok: true });
	});
});

describe.each(EVENTS)('%s', (event, payload) => {
	it('asks for the scope read', async () => {
		for (const scope of ['ingest', 'write'] as const) {
			const refused = await asked(await socketWith(mine.key[scope]), event, payload);
			expect(refused).toMatchObject({ ok: false, error: 'forbidden', message: expect.stringContaining('read') });
		}
		expect(await asked(await socketWith(mine.key.read), event, payload)).toMatchObject({ ok: true });
	});

	it('keeps a key to its product', async () => {
		const socket = await socketWith(mine.key.read);
		expect(await asked(socket, event, { ...payload, product: mine.slug })).toMatchObject({ ok: true });
		for (const product of [theirs.slug, 'no-such-product'])
			expect(await asked(socket, event, { ...payload, product })).toMatchObject({ ok: false, error: 'forbidden' });
	});

	it('has the master key name the product', async () => {
		const socket = await socketWith(server.masterKey);
		expect(await asked(socket, event, { ...payload, product: mine.slug })).toMatchObject({ ok: true });
		expect(await asked(socket, event, payload)).toMatchObject({ ok: false });
		const unknown = await asked(socket, event, { ...payload, product: 'no-such-product' });
		expect(unknown).toMatchObject({ ok: false, error: 'not-found' });
	});
});

const JUNK = [
	null,
	true,
	false,
	0,
	-1.5,
	1e308,
	'',
	'text',
	'\0',
	[],
	[[]],
	[QUESTION],
	{},
	{ panel: {} },
	{ metric: [] }
];

describe('an event with garbage', () => {
	it.each(['panel:open', 'panel:close', 'words:open', 'words:close'])(
		'%s is answered, and does no harm',
		async (event) => {
			const socket = await socketWith(mine.key.read);
			for (const junk of [...JUNK, Buffer.from([0, 255])]) {
				const reply = await asked(socket, event, junk);
				if (event !== 'words:open')
					expect(reply).toEqual({ ok: false, error: expect.any(String), message: expect.stringMatching(/.{5,}/) });
			}
			expect(await asked(socket, 'panel:open', QUESTION)).toMatchObject({ ok: true });
		}
	);

	it.each(EVENTS.map(([event]) => event))('%s is answered without a payload', async (event) => {
		const reply = await asked(await socketWith(mine.key.read), event);
		expect(reply).toHaveProperty('ok');
	});

	it('does no harm when nobody waits for the answer, or nobody knows the event', async () => {
		const socket = await socketWith(mine.key.read);
		for (const [event] of EVENTS)
			for (const junk of [...JUNK, QUESTION]) {
				socket.emit(event, junk);
				socket.emit(event, junk, junk, junk);
			}
		socket.emit('panel:open');
		for (const name of ['panel:nope', 'toString', '__proto__', '', 'panels:changed']) socket.emit(name, JUNK, () => {});
		expect(await asked(socket, 'panel:open', QUESTION)).toMatchObject({ ok: true });
		expect((await api.call('GET', '/healthz')).status).toBe(200);
	});

	it('ends the connection that sends what is no packet, and no other', async () => {
		const good = await socketWith(mine.key.read);
		const bad = await socketWith(mine.key.read);
		const gone = new Promise((resolve) => bad.once('disconnect', resolve));
		bad.io.engine.write('4nonsense');
		await gone;
		expect(await asked(good, 'panel:open', QUESTION)).toMatchObject({ ok: true });
	});
});

describe('panel:open', () => {
	it.each([
		['an unknown metric', { metric: 'nope' }, /^metric: /],
		['an unknown field', { groupBy: 'nope' }, /^groupBy: /],
		['a field of the other table', { filter: [{ field: 'name', op: '=', value: 'a' }] }, /^filter\.0\.field: /],
		['an end before the beginning', { from: 'now', to: 'now-1h' }, /^from: /],
		['too many buckets', { from: 0, to: 'now', bucket: 'minute' }, /^bucket: /],
		['an unknown bucket', { bucket: 'year' }, /^bucket: /],
		['an unknown option', { limit: 1 }, /^limit: /]
	])('refuses %s with the words of the API', async (_, wrong, message) => {
		const question = { ...QUESTION, ...wrong };
		const refused = await asked(await socketWith(mine.key.read), 'panel:open', question);
		expect(refused).toEqual({ ok: false, error: 'invalid-question', message: expect.stringMatching(message) });
		const { status, body } = await api.ask(question, mine);
		expect(status).toBe(422);
		const [first] = (body as unknown as { errors: { path: string; message: string }[] }).errors;
		expect(refused).toMatchObject({ message: `${first?.path}: ${first?.message}` });
	});

	it('holds 200 panels a connection, also when they are asked for at once, and refuses more', async () => {
		const socket = await socketWith(mine.key.read);
		const questions = Array.from({ length: 230 }, (_, index) => ({ ...QUESTION, from: index, to: 60_000 + index }));
		const replies = await Promise.all(questions.map((question) => asked(socket, 'panel:open', question)));
		const refused = replies.filter(({ ok }) => !ok);
		expect([replies.length - refused.length, refused.length]).toEqual([200, 30]);
		expect(new Set(refused.map((reply) => !reply.ok && reply.error))).toEqual(new Set(['too-many']));
		const [first] = replies;
		const { panel } = first?.ok ? (first.data as { panel: string }) : { panel: '' };
		expect(await asked(socket, 'panel:close', { panel })).toMatchObject({ ok: true });
		expect(await asked(socket, 'panel:open', questions[229])).toMatchObject({ ok: true });
	});

	it('leaves nothing open behind a connection that goes away, even while panels are being opened', async () => {
		const openQuestions = async () => {
			const { body } = await api.call<string>('GET', '/metrics');
			return Number(/^upshot_live_questions (\d+)$/m.exec(body)?.[1]);
		};
		await eventually(async () => expect(await openQuestions()).toBe(0));
		const socket = await socketWith(mine.key.read);
		for (let index = 0; index < 40; index++)
			socket.emit('panel:open', { ...QUESTION, from: index, to: 90_000 + index }, () => {});
		await asked(socket, 'panel:open', QUESTION);
		expect(await openQuestions()).toBeGreaterThan(0);
		socket.close();
		await eventually(async () => expect(await openQuestions()).toBe(0));
	});
});

describe('words:open', () => {
	it.each([
		['nope', 'x'],
		['name', 'x'],
		['value', 1]
	])('refuses the field %s, which no text has', async (field, value) => {
		const socket = await socketWith(mine.key.read);
		for (const _ of ['once', 'again'])
			expect(await asked(socket, 'words:open', { filter: [{ field, op: '=', value }] })).toMatchObject({
				ok: false,
				error: 'invalid-request'
			});
	});

	it('holds 50 streams a connection and refuses more', async () => {
		const socket = await socketWith(mine.key.read);
		const replies = await Promise.all(
			Array.from({ length: 60 }, (_, index) =>
				asked(socket, 'words:open', { filter: [{ field: 'channel', op: '=', value: `c${index}` }] })
			)
		);
		expect(replies.filter(({ ok }) => ok)).toHaveLength(50);
		expect(replies.filter((reply) => !reply.ok && reply.error === 'too-many')).toHaveLength(10);
	});
});
