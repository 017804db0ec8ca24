import { beforeAll, describe, expect, inject, it } from 'vitest';
import { createApi, EVER, type TestProduct } from '../../fixtures/api.ts';

const api = createApi(inject('server'));
const HOUR_MS = 3_600_000;
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, index]));
const utc = (ms: number) => new Date(ms).toISOString();

let product: TestProduct;
beforeAll(async () => {
	product = await api.newProduct();
});

/** The paths of what is wrong with one row; none when it was stored. */
async function pathsOf(table: 'feedback' | 'events', row: unknown): Promise<string[]> {
	const { status, body } = await api.post(table, product, typeof row === 'string' ? `[${row}]` : [row]);
	expect(status).toBe(200);
	expect(body.accepted + body.rejected.length).toBe(1);
	return body.rejected.flatMap(({ errors }) => errors.map(({ path }) => path));
}

const FEEDBACK: [name: string, row: unknown, wrong: string[]][] = [
	['nps 0', { scale: 'nps', score: 0 }, []],
	['nps 10', { scale: 'nps', score: 10 }, []],
	['nps -1', { scale: 'nps', score: -1 }, ['score']],
	['nps 11', { scale: 'nps', score: 11 }, ['score']],
	['csat 0', { scale: 'csat', score: 0 }, ['score']],
	['csat 1', { scale: 'csat', score: 1 }, []],
	['csat 5', { scale: 'csat', score: 5 }, []],
	['csat 6', { scale: 'csat', score: 6 }, ['score']],
	['ces 0', { scale: 'ces', score: 0 }, ['score']],
	['ces 1', { scale: 'ces', score: 1 }, []],
	['ces 7', { scale: 'ces', score: 7 }, []],
	['ces 8', { scale: 'ces', score: 8 }, ['score']],
	['stars 0', { scale: 'stars', score: 0 }, ['score']],
	['stars 1', { scale: 'stars', score: 1 }, []],
	['stars 5', { scale: 'stars', score: 5 }, []],
	['stars 6', { scale: 'stars', score: 6 }, ['score']],
	['thumbs -1', { scale: 'thumbs', score: -1 }, ['score']],
	['thumbs 0', { scale: 'thumbs', score: 0 }, []],
	['thumbs 1', { scale: 'thumbs', score: 1 }, []],
	['thumbs 2', { scale: 'thumbs', score: 2 }, ['score']],
	['a whole score written 5.0', '{"scale":"stars","score":5.0}', []],
	['a fraction', { scale: 'stars', score: 4.5 }, ['score']],
	['a score beyond all numbers', '{"scale":"stars","score":1e999}', ['score']],
	['a score as text', { scale: 'stars', score: '5' }, ['score']],
	['a score without scale', { score: 5 }, ['scale']],
	['a scale without score', { scale: 'nps', text: 'a' }, ['score']],
	['an unknown scale', { scale: 'likert', score: 3 }, ['scale']],
	['the name of an object’s own thing as scale', { scale: 'constructor', score: 3 }, ['scale']],
	['nothing at all', {}, ['text']],
	['only an empty text', { text: '' }, ['text']],
	['an empty text beside a score', { text: '', scale: 'stars', score: 5 }, []],
	['a text of 20,000 code points beyond UTF-16’s first plane', { text: '🎉'.repeat(20_000) }, []],
	['a text of 20,001 such', { text: '🎉'.repeat(20_001) }, ['text']],
	['a text of 20,001 letters', { text: 'a'.repeat(20_001) }, ['text']],
	['a text with a zero character', { text: 'a\0b' }, []],
	['half a character', '{"text":"cut \\ud83c"}', []],
	['no text', { text: null }, ['text']],
	[
		'fields of other types',
		{ text: 'a', customer: 5, version: true, channel: [], lang: {} },
		['channel', 'customer', 'lang', 'version']
	],
	[
		'all wrong at once',
		{ id: '', at: 'x', scale: 'nps', score: 11, text: 5, plan: 'pro' },
		['at', 'id', 'plan', 'score', 'text']
	],
	['a field of the prototype', '{"text":"a","__proto__":{"text":"b"}}', ['__proto__']]
];

const EVENTS: typeof FEEDBACK = [
	['a name', { name: 'opened' }, []],
	['a reserved name', { name: 'feedback.asked' }, []],
	['no name', { value: 1 }, ['name']],
	['an empty name', { name: '' }, ['name']],
	['a name of blanks', { name: ' ' }, ['name']],
	['a fraction as value', { name: 'a', value: -0.5 }, []],
	['a value as text', { name: 'a', value: '5' }, ['value']],
	['a value beyond all numbers', '{"name":"a","value":1e999}', ['value']],
	[
		'fields of feedback',
		{ name: 'a', text: 'b', scale: 'nps', score: 1, channel: 'c', lang: 'd' },
		['channel', 'lang', 'scale', 'score', 'text']
	]
];

/** What both kinds of rows share, beside what each needs. */
const SHARED: typeof FEEDBACK = [
	['an id of 128 characters', { id: 'i'.repeat(128) }, []],
	['an id of 128 characters beyond the first plane', { id: '🎉'.repeat(128) }, []],
	['an id of 129 characters', { id: 'i'.repeat(129) }, ['id']],
	['an empty id', { id: '' }, ['id']],
	['an id that is a number', { id: 5 }, ['id']],
	['half a character as id', { id: '\ud83c' }, ['id']],
	['50 attributes', { attributes: many(50) }, []],
	['51 attributes', { attributes: many(51) }, ['attributes']],
	['texts, numbers and truth values as attributes', { attributes: { plan: 'pro', seats: 1.5, paid: true } }, []],
	['nested attributes', { attributes: { plan: { name: 'pro' }, list: [1] } }, ['attributes.list', 'attributes.plan']],
	['an attribute that is nothing', { attributes: { plan: null } }, ['attributes.plan']],
	['a list as attributes', { attributes: ['pro'] }, ['attributes']],
	['a time in UTC', { at: '2026-01-31T08:00:00Z' }, []],
	['a time in small letters', { at: '2026-01-31t08:00:00z' }, []],
	['a time with an offset', { at: '2026-01-31T08:00:00.123456+05:45' }, []],
	['epoch milliseconds', { at: 1_769_846_400_000 }, []],
	['the first instant', { at: 0 }, []],
	['a leap day', { at: '2024-02-29T12:00:00Z' }, []],
	['a time 23 hours ahead', { at: utc(Date.now() + 23 * HOUR_MS) }, []],
	['a time 25 hours ahead', { at: utc(Date.now() + 25 * HOUR_MS) }, ['at']],
	['epoch milliseconds 25 hours ahead', { at: Date.now() + 25 * HOUR_MS }, ['at']],
	['a date alone', { at: '2026-01-31' }, ['at']],
	['a time without zone', { at: '2026-01-31T08:00:00' }, ['at']],
	['February 30', { at: '2026-02-30T08:00:00Z' }, ['at']],
	['a leap day in a year without', { at: '2025-02-29T08:00:00Z' }, ['at']],
	['February 29 of 1900', { at: '1900-02-29T08:00:00Z' }, ['at']],
	['month 13', { at: '2025-13-01T08:00:00Z' }, ['at']],
	['day 0', { at: '2025-12-00T08:00:00Z' }, ['at']],
	['hour 24', { at: '2025-12-01T24:00:00Z' }, ['at']],
	['minute 60', { at: '2025-12-01T23:60:00Z' }, ['at']],
	['an offset of 24 hours', { at: '2025-12-01T08:00:00+24:00' }, ['at']],
	['a time before 1970', { at: '1969-12-31T23:59:59Z' }, ['at']],
	['milliseconds before 1970', { at: -1 }, ['at']],
	['a fraction of a millisecond', { at: 1.5 }, ['at']],
	['milliseconds as text', { at: '1769846400000' }, ['at']],
	['garbage', { at: 'yesterday' }, ['at']],
	['an empty time', { at: '' }, ['at']],
	['a list', { at: [] }, ['at']],
	['an unknown field', { rating: 5 }, ['rating']]
];

describe('a row of POST /feedback', () => {
	it.each(FEEDBACK)('%s', async (_, row, wrong) => {
		expect((await pathsOf('feedback', row)).sort()).toEqual(wrong);
	});
	it.each(SHARED)('has %s', async (_, row, wrong) => {
		expect((await pathsOf('feedback', { text: 'a', ...Object(row) })).sort()).toEqual(wrong);
	});
});

describe('a row of POST /events', () => {
	it.each(EVENTS)('%s', async (_, row, wrong) => {
		expect((await pathsOf('events', row)).sort()).toEqual(wrong);
	});
	it.each(SHARED)('has %s', async (_, row, wrong) => {
		expect((await pathsOf('events', { name: 'a', ...Object(row) })).sort()).toEqual(wrong);
	});
});

describe('an unknown field', () => {
	it.each(['feedback', 'events'] as const)(
		'of %s is rejected with the hint to put it under attributes',
		async (table) => {
			const { body } = await api.post(table, product, [{ text: 'a', name: 'a', rating: 5 }]);
			const error = body.rejected[0]?.errors.find(({ path }) => path === 'rating');
			expect(error?.message).toMatch(/attributes/);
		}
	);
});

describe('what was stored', () => {
	it('is what was sent, field by field', async () => {
		const own = await api.newProduct();
		const at = '2026-01-31T08:15:30.250Z';
		const row = {
			...{ at, scale: 'ces', score: 6, text: 'Très 🎉\n"good"', customer: 'c 1', version: ' 1.0\t', channel: 'Web' },
			...{ lang: 'fr', attributes: { plan: 'pro', seats: 12, paid: true, __proto: 'x', '': 'nameless' } }
		};
		expect((await api.post('feedback', own, [row, { text: 'other' }])).body.accepted).toBe(2);
		const filters = [
			...[
				{ field: 'scale', value: 'ces' },
				{ field: 'score', value: 6 },
				{ field: 'text', value: row.text }
			],
			...[
				{ field: 'customer', value: 'c 1' },
				{ field: 'version', value: '1.0' },
				{ field: 'channel', value: 'Web' }
			],
			...[
				{ field: 'lang', value: 'fr' },
				{ field: 'attributes.plan', value: 'pro' }
			],
			...[
				{ field: 'attributes.seats', value: '12' },
				{ field: 'attributes.paid', value: 'true' }
			]
		].map((one) => ({ ...one, op: '=' }));
		for (const filter of filters) {
			const { body } = await api.ask({ metric: 'feedback_volume', ...EVER, filter: [filter] }, own);
			expect([filter.field, body.result.series[0]?.buckets[0]?.n]).toEqual([filter.field, 1]);
		}
		const range = { from: at, to: Date.parse(at) + 1, bucket: 'all' };
		const { body } = await api.ask({ metric: 'feedback_volume', ...range }, own);
		expect(body.result.series[0]?.buckets).toMatchObject([{ start: at, n: 1 }]);
	});

	it('has the moment of its arrival where none was sent', async () => {
		const own = await api.newProduct();
		const fromMs = Date.now();
		await api.post('feedback', own, { text: 'a' });
		const range = { from: fromMs, to: Date.now() + 1, bucket: 'all' };
		const { body } = await api.ask({ metric: 'feedback_volume', ...range }, own);
		expect(body.result.series[0]?.buckets[0]?.n).toBe(1);
	});
});
