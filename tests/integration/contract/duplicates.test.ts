import { beforeAll, describe, expect, inject, it } from 'vitest';
import { createApi, EVER, type Rows, type TestProduct } from '../../fixtures/api.ts';

const api = createApi(inject('server'));

const TABLES = [
	{ table: 'feedback' as const, row: (id: string) => ({ id, text: 'a' }) },
	{ table: 'events' as const, row: (id: string) => ({ id, name: 'a' }) }
];

/** Ids that are hard on quoting and on encodings. */
const ODD_IDS = [
	"a'b",
	'a\\b',
	"a\\'b",
	'a\nb',
	'a\tb',
	'a\rb',
	'a\0b',
	'"',
	' ',
	'{ids:Array(String)}',
	'é🎉',
	'\u2028',
	'\u0001',
	'%00',
	'\ufffd'
];

describe.each(TABLES)('the same id again in $table', ({ table, row }) => {
	let shared: TestProduct;
	beforeAll(async () => {
		shared = await api.newProduct();
	});

	it('counts once within a batch, where the first stays', async () => {
		const product = await api.newProduct();
		const rows = [row('a'), row('b'), { ...row('a'), customer: 'later' }, row('a')];
		expect((await api.post(table, product, rows)).body).toEqual({ accepted: 2, duplicates: 2, rejected: [] });
		expect(await api.count(table, product)).toBe(2);
		const filter = [{ field: 'customer', op: '=', value: 'later' }];
		const metric = table === 'feedback' ? 'feedback_volume' : 'event_volume';
		const later = await api.ask({ metric, ...EVER, filter }, product);
		expect(later.body.result.series[0]?.buckets[0]?.n).toBe(0);
	});

	it('counts once across batches, whatever else the later row says', async () => {
		const product = await api.newProduct();
		expect((await api.post(table, product, row('a'))).body).toMatchObject({ accepted: 1, duplicates: 0 });
		const again = { ...row('a'), at: '2020-01-01T00:00:00Z', version: '2' };
		expect((await api.post(table, product, [again, row('b')])).body).toMatchObject({ accepted: 1, duplicates: 1 });
		expect(await api.count(table, product)).toBe(2);
	});

	it('counts once when twenty send the same fifty at once', async () => {
		const product = await api.newProduct();
		const rows = Array.from({ length: 50 }, (_, index) => row(`id-${index}`));
		const replies = await Promise.all(Array.from({ length: 20 }, () => api.post(table, product, rows)));
		const sum = (of: (rows: Rows) => number) => replies.reduce((total, { body }) => total + of(body), 0);
		expect(replies.every(({ status }) => status === 200)).toBe(true);
		expect(sum(({ accepted }) => accepted)).toBe(50);
		expect(sum(({ duplicates }) => duplicates)).toBe(950);
		expect(await api.count(table, product)).toBe(50);
	});

	it('counts in each of two products', async () => {
		const both = await Promise.all([api.newProduct(), api.newProduct()]);
		for (const product of both)
			expect((await api.post(table, product, row('a'))).body).toMatchObject({ accepted: 1, duplicates: 0 });
		for (const product of both) expect(await api.count(table, product)).toBe(1);
	});

	it.each(ODD_IDS)('is known again as %j', async (id) => {
		expect((await api.post(table, shared, row(id))).body).toMatchObject({ accepted: 1 });
		expect((await api.post(table, shared, row(id))).body).toMatchObject({ accepted: 0, duplicates: 1 });
	});

	it('is known by every character: case, blanks and forms of a letter tell ids apart', async () => {
		const product = await api.newProduct();
		const rows = ['a', 'A', ' a', 'a ', '\u00e9', 'e\u0301', '\u00c9'].map((id) => row(id));
		expect((await api.post(table, product, rows)).body).toMatchObject({ accepted: 7, duplicates: 0 });
		expect((await api.post(table, product, rows)).body).toMatchObject({ accepted: 0, duplicates: 7 });
	});

	it('is looked up in full batches of long ids', async () => {
		const product = await api.newProduct();
		const rows = Array.from({ length: 2_000 }, (_, index) => row(`${'🎉'.repeat(120)}${index}`));
		expect((await api.post(table, product, rows)).body).toMatchObject({ accepted: 2_000 });
		expect((await api.post(table, product, rows)).body).toMatchObject({ accepted: 0, duplicates: 2_000 });
	});

	it('is no duplicate when the first one was rejected', async () => {
		const product = await api.newProduct();
		const body = [{ ...row('a'), at: 'never' }, row('a')];
		expect((await api.post(table, product, body)).body).toMatchObject({ accepted: 1, duplicates: 0 });
	});
});

describe('ids of feedback and of events', () => {
	it('are separate', async () => {
		const product = await api.newProduct();
		for (const { table, row } of TABLES)
			expect((await api.post(table, product, row('same'))).body).toMatchObject({ accepted: 1, duplicates: 0 });
	});
});

describe('rows without an id', () => {
	it('are never duplicates', async () => {
		const product = await api.newProduct();
		const rows = Array.from({ length: 100 }, () => ({ text: 'a', at: 0 }));
		for (const _ of [1, 2]) expect((await api.post('feedback', product, rows)).body).toMatchObject({ accepted: 100 });
		expect(await api.count('feedback', product)).toBe(200);
	});
});

describe('a query after a reply of 200', () => {
	it('has the rows at once, every time', async () => {
		const product = await api.newProduct();
		for (let round = 1; round <= 25; round++) {
			await api.post('feedback', product, [{ text: 'a' }, { scale: 'nps', score: 9 }]);
			expect(await api.count('feedback', product)).toBe(2 * round);
			await api.post('events', product, { name: 'a' });
			expect(await api.count('events', product)).toBe(round);
		}
	});

	it('has the rows of many who post at once', async () => {
		const product = await api.newProduct();
		const seen = await Promise.all(
			Array.from({ length: 16 }, async (_, index) => {
				await api.post('feedback', product, [{ text: 'a', customer: `c${index}` }]);
				const filter = [{ field: 'customer', op: '=', value: `c${index}` }];
				const { body } = await api.ask({ metric: 'feedback_volume', ...EVER, filter }, product);
				return body.result.series[0]?.buckets[0]?.n;
			})
		);
		expect(seen).toEqual(Array.from({ length: 16 }, () => 1));
	});
});
