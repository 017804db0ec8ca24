import { gzipSync } from 'node:zlib';
import { describe, expect, inject, it } from 'vitest';
import { RowsReply } from '../../../src/lib/server/doors/replies.ts';
import { createApi } from '../../fixtures/api.ts';
import { createRandom } from '../../fixtures/random.ts';

const api = createApi(inject('server'));
const { seed, below, pick, chance } = createRandom();

const ROUNDS = 400;
const AT_ONCE = 4;

const TEXTS = [
	...[
		'',
		' ',
		'a',
		'\0',
		'\u0001\u001f',
		'\ud800',
		'\udc00\ud800',
		'\ufeff',
		'\u202e',
		'🎉',
		'e\u0301',
		'\u2028',
		"'; --"
	],
	...[
		'\\',
		'\\x',
		'"',
		'`',
		'{p0:String}',
		'%00',
		'../..',
		'__proto__',
		'constructor',
		'null',
		'NaN',
		'1e999',
		'<script>'
	]
];
const NUMBERS = [
	'0',
	'-0',
	'1',
	'-1',
	'0.5',
	'1e308',
	'1e309',
	'-1e400',
	'5e-324',
	'9007199254740993',
	'1e21',
	'255',
	'256'
];
const FIELDS = [
	...['id', 'at', 'scale', 'score', 'text', 'customer', 'version', 'channel', 'lang', 'attributes', 'name', 'value'],
	...['__proto__', 'toString', '', 'unknown']
];
const MOMENTS = [
	...['"2026-01-31T08:00:00Z"', '"1970-01-01T00:00:00Z"', '"2105-12-31T23:59:59.999Z"', '"2026-01-31T08:00:00+14:00"'],
	...[
		'0',
		'-1',
		'4291747199999',
		'4291747200000',
		'1e15',
		'"now"',
		'"+275760-09-13T00:00:00Z"',
		'"0000-00-00T00:00:00Z"'
	]
];

const anyText = (): string =>
	Array.from({ length: below(6) }, () => (chance(0.5) ? pick(TEXTS) : String.fromCodePoint(below(0xd800)))).join('');

const anyBytes = (): Buffer => Buffer.from(Array.from({ length: below(300) }, () => below(256)));

/** JSON text, with numbers and repeated keys as no JSON.stringify writes them. */
function anyJson(depth = 0): string {
	const kind = below(depth > 3 ? 4 : 6);
	if (kind === 0) return pick(NUMBERS);
	if (kind === 1) return JSON.stringify(anyText());
	if (kind === 2) return pick(['null', 'true', 'false']);
	if (kind === 3) return pick(MOMENTS);
	const parts = Array.from({ length: below(5) }, () => anyJson(depth + 1));
	if (kind === 4) return `[${parts.join()}]`;
	return `{${parts.map((part) => `${JSON.stringify(chance(0.5) ? pick(FIELDS) : anyText())}:${part}`).join()}}`;
}

/** A row that is nearly right, so that it gets past the first check. */
function anyRow(): string {
	const fields = [chance(0.5) ? '"text":"a"' : '"name":"a"'];
	for (let index = below(4); index > 0; index--) fields.push(`${JSON.stringify(pick(FIELDS))}:${anyJson(2)}`);
	if (chance(0.3)) fields.push(`"at":${pick(MOMENTS)}`);
	if (chance(0.3)) fields.push(`"scale":"nps","score":${pick(NUMBERS)}`);
	if (chance(0.3)) fields.push(`"attributes":{${JSON.stringify(anyText())}:${anyJson(3)}}`);
	return `{${fields.join()}}`;
}

function anyBody(): string | Buffer {
	const rows = Array.from({ length: below(20) }, () => (chance(0.8) ? anyRow() : anyJson()));
	return pick([
		() => anyBytes(),
		() => anyText(),
		() => anyJson(),
		() => anyRow(),
		() => `[${rows.join()}]`,
		() => rows.join(pick(['\n', '\r\n', '\r', '\n\n', ','])),
		() => gzipSync(rows.join('\n')),
		() => gzipSync(anyBytes()).subarray(0, below(40))
	])();
}

const anyHeaders = (): Record<string, string> => ({
	'content-type': pick([
		'application/json',
		'application/x-ndjson',
		'text/plain',
		'multipart/form-data',
		'a;b=c',
		'\u00e9'
	]),
	...(chance(0.3) && { 'content-encoding': pick(['gzip', 'identity', 'br', '', 'GZIP', 'gzip,gzip']) }),
	...(chance(0.1) && { accept: pick(['text/html', '*/*', ';;;']) }),
	...(chance(0.1) && { 'accept-language': pick(['zh-CN', '*', ',,,;q=x']) }),
	...(chance(0.1) && { cookie: pick(['upshot.session_token=x', 'a=%', ';=;', 'PARAGLIDE_LOCALE=xx']) })
});

const anyQuery = (): string =>
	chance(0.8) ? '' : `?${pick(['import', 'product', 'x', '%', '&&='])}=${encodeURIComponent(anyText().toWellFormed())}`;

const anyRequest = () => {
	const table = pick(['feedback', 'events'] as const);
	return { table, path: `/api/v1/${table}${anyQuery()}`, body: anyBody(), headers: anyHeaders() };
};

describe('POST /feedback and /events', () => {
	it(`answer whatever is sent, and count what they said (UPSHOT_TEST_SEED=${seed})`, async () => {
		const product = await api.newProduct();
		const accepted = { feedback: 0, events: 0 };
		// Made before any is sent: who answers first must not decide what comes next.
		const requests = Array.from({ length: ROUNDS }, anyRequest);
		const worker = async () => {
			for (let request = requests.pop(); request; request = requests.pop()) {
				const { table, path, body, headers } = request;
				const { status, body: reply } = await api.call<unknown>('POST', path, {
					key: product.key.ingest,
					body,
					headers
				});
				expect([200, 400, 403, 404, 413, 415, 422], JSON.stringify(request)).toContain(status);
				if (status === 200) accepted[table] += RowsReply.parse(reply).accepted;
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, worker));
		expect(accepted.feedback).toBeGreaterThan(0);
		expect(await api.count('feedback', product)).toBe(accepted.feedback);
		expect(await api.count('events', product)).toBe(accepted.events);
		expect((await api.call('GET', '/readyz')).status).toBe(200);
	});
});

describe('the calls with a JSON body', () => {
	const near: Record<string, () => string> = {
		'/api/v1/query': () =>
			`{"metric":"feedback_volume","from":${pick(MOMENTS)},"to":"now","bucket":"all","groupBy":${JSON.stringify(`attributes.${anyText()}`)},` +
			`"filter":[{"field":${JSON.stringify(pick(['text', 'attributes.a', 'score']))},"op":${JSON.stringify(pick(['=', '!=', 'in', 'contains', '>=']))},"value":${anyJson(3)}}]}`,
		'/api/v1/releases': () => `{"version":${JSON.stringify(anyText())},"at":${pick(MOMENTS)},"notes":${anyJson(3)}}`,
		'/api/v1/imports': () => `{"name":${JSON.stringify(anyText())},"mapping":${anyJson(1)}}`
	};

	it.each(Object.keys(near))(`%s answers whatever is sent (UPSHOT_TEST_SEED=${seed})`, async (path) => {
		const { key } = await api.newProduct();
		for (let round = 0; round < 80; round++) {
			const body = chance(0.6) ? (near[path]?.() ?? '') : chance(0.5) ? anyJson() : anyBytes();
			const { status } = await api.call('POST', path, { key: key.all, body });
			expect([200, 201, 400, 413, 422], String(body)).toContain(status);
		}
	});
});
