import { beforeAll, describe, expect, inject, it } from 'vitest';
import { ProblemReply } from '../../../src/lib/server/doors/replies.ts';
import { createApi, type TestProduct } from '../../fixtures/api.ts';

const api = createApi(inject('server'));
const DAY = { from: '2026-01-31T00:00:00Z', to: '2026-02-01T00:00:00Z' };
const QUESTION = { metric: 'feedback_volume', ...DAY, bucket: 'hour' };

let product: TestProduct;
beforeAll(async () => {
	product = await api.newProduct();
});

const filtered = (field: string, op: string, value: unknown) => ({ ...QUESTION, filter: [{ field, op, value }] });
const without = (name: string) => Object.fromEntries(Object.entries(QUESTION).filter(([key]) => key !== name));

const WRONG: [name: string, question: unknown, paths: string[]][] = [
	['nothing', {}, ['bucket', 'from', 'metric', 'to']],
	['a list', [], ['']],
	['an unknown metric', { ...QUESTION, metric: 'happiness' }, ['metric']],
	['the name of an object’s own thing', { ...QUESTION, metric: 'constructor' }, ['metric']],
	['no metric', without('metric'), ['metric']],
	['no bucket', without('bucket'), ['bucket']],
	['an unknown bucket', { ...QUESTION, bucket: 'year' }, ['bucket']],
	['an unknown field of the question', { ...QUESTION, limit: 5 }, ['limit']],
	['a time without zone', { ...QUESTION, from: '2026-01-31T00:00:00' }, ['from']],
	['a date', { ...QUESTION, from: '2026-01-31' }, ['from']],
	['an unknown relative time', { ...QUESTION, from: 'now-1y' }, ['from']],
	['a relative time ahead', { ...QUESTION, to: 'now+1h' }, ['to']],
	['an end at the beginning', { ...QUESTION, to: DAY.from }, ['from']],
	['an end before the beginning', { ...QUESTION, from: DAY.to, to: DAY.from }, ['from']],
	['now before an hour ago', { ...QUESTION, from: 'now', to: 'now-1h' }, ['from']],
	['now until now', { ...QUESTION, from: 'now', to: 'now' }, ['from']],
	['over 10,000 minutes', { ...QUESTION, bucket: 'minute', from: 0, to: 10_001 * 60_000 }, ['bucket']],
	['over 10,000 hours', { ...QUESTION, from: 0, to: 10_001 * 3_600_000 }, ['bucket']],
	['over 10,000 days', { ...QUESTION, bucket: 'day', from: 0, to: 10_001 * 86_400_000 }, ['bucket']],
	['an unknown field', { ...QUESTION, groupBy: 'country' }, ['groupBy']],
	['an attribute without name', { ...QUESTION, groupBy: 'attributes.' }, ['groupBy']],
	['a group of events over feedback', { ...QUESTION, groupBy: 'name' }, ['groupBy']],
	['no groups', { ...QUESTION, groupBy: 'channel', groups: 0 }, ['groups']],
	['101 groups', { ...QUESTION, groupBy: 'channel', groups: 101 }, ['groups']],
	['half a group', { ...QUESTION, groupBy: 'channel', groups: 1.5 }, ['groups']],
	['a filter that is no list', { ...QUESTION, filter: { field: 'channel', op: '=', value: 'a' } }, ['filter']],
	['an unknown op', filtered('channel', '~', 'a'), ['filter.0.op']],
	['"contains" of a score', filtered('score', 'contains', 5), ['filter.0.op']],
	['"contains" of a topic', filtered('topic', 'contains', 'a'), ['filter.0.op']],
	['a topic that nobody named', filtered('topic', '=', 'rumours'), ['filter.0.value']],
	['one such topic of several', filtered('topic', 'in', ['', 'rumours']), ['filter.0.value']],
	['>= of a text', filtered('channel', '>=', 5), ['filter.0.op']],
	['a score as text', filtered('score', '=', '5'), ['filter.0.value']],
	['>= of an attribute with a text', filtered('attributes.seats', '>=', 'many'), ['filter.0.value']],
	['"in" without list', filtered('channel', 'in', 'a'), ['filter.0.value']],
	['"in" of an empty list', filtered('channel', 'in', []), ['filter.0.value']],
	['= with a list', filtered('channel', '=', ['a']), ['filter.0.value']],
	['= with nothing', filtered('channel', '=', null), ['filter.0.value']],
	['a filter with more', { ...QUESTION, filter: [{ field: 'channel', op: '=', value: 'a', or: 1 }] }, ['filter.0.or']],
	[
		'everything wrong at once',
		{ ...QUESTION, metric: 'nope', from: 'x', to: [], bucket: 5, groups: 0, filter: [{}], x: 1 },
		['bucket', 'filter.0.field', 'filter.0.op', 'filter.0.value', 'from', 'groups', 'metric', 'to', 'x']
	],
	[
		'unknown fields beside a wrong time',
		{ ...QUESTION, from: 'x', groupBy: 'nope', filter: [{ field: 'no', op: '=', value: 1 }] },
		['filter.0.field', 'from', 'groupBy']
	]
];

/** The fields that only some tables have. */
const FIELDS: Record<string, readonly string[]> = {
	feedback_volume: ['channel', 'version', 'lang', 'scale', 'score', 'customer', 'text', 'topic'],
	event_volume: ['name', 'value', 'version', 'customer'],
	active_customers: ['version', 'customer'],
	response_rate: ['version', 'customer']
};
const ALL_FIELDS = ['channel', 'version', 'lang', 'scale', 'score', 'customer', 'text', 'topic', 'name', 'value'];

describe('POST /query', () => {
	it.each(WRONG)('refuses %s with 422', async (_, question, paths) => {
		const refused = await api.call('POST', '/api/v1/query', { key: product.key.read, body: question });
		expect(refused.status).toBe(422);
		const errors = ProblemReply.parse(refused.body).errors ?? [];
		expect([...new Set(errors.map(({ path }) => path))].sort()).toEqual(paths);
	});

	it.each(['', '{', 'metric=nps', '\ufeff\ufeff{}'])('answers %j, which is no JSON, with 400', async (body) => {
		const refused = await api.call('POST', '/api/v1/query', { key: product.key.read, body });
		expect([refused.status, ProblemReply.parse(refused.body).status]).toEqual([400, 400]);
	});

	it('answers what is no UTF-8 with 400, and what is far too long with 413', async () => {
		const key = product.key.read;
		const broken = await api.call('POST', '/api/v1/query', { key, body: Buffer.from([0x22, 0xc3, 0x22]) });
		expect([broken.status, ProblemReply.parse(broken.body).status]).toEqual([400, 400]);
		const long = await api.call('POST', '/api/v1/query', { key, body: `"${'a'.repeat(600_000)}"` });
		expect([long.status, ProblemReply.parse(long.body).status]).toEqual([413, 413]);
	});

	it.each(Object.entries(FIELDS))('knows the fields of %s and no others', async (metric, known) => {
		for (const field of ALL_FIELDS) {
			const status = known.includes(field) ? 200 : 422;
			expect([field, (await api.ask({ ...QUESTION, metric, groupBy: field }, product)).status]).toEqual([
				field,
				status
			]);
			const value = ['score', 'value'].includes(field) ? 1 : field === 'topic' ? '' : 'a';
			const filter = [{ field, op: '!=', value }];
			expect([field, (await api.ask({ ...QUESTION, metric, filter }, product)).status]).toEqual([field, status]);
		}
		expect((await api.ask({ ...QUESTION, metric, groupBy: 'attributes.any thing' }, product)).status).toBe(200);
	});
});
