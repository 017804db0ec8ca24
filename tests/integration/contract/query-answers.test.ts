import { beforeAll, describe, expect, inject, it } from 'vitest';
import { METRICS } from '../../../src/lib/domain/metric.ts';
import { AnswerReply } from '../../../src/lib/server/doors/replies.ts';
import { createApi, type TestProduct } from '../../fixtures/api.ts';

const api = createApi(inject('server'));
const QUESTION = {
	metric: 'feedback_volume',
	from: '2026-01-31T00:00:00Z',
	to: '2026-02-01T00:00:00Z',
	bucket: 'hour'
};

let product: TestProduct;
beforeAll(async () => {
	product = await api.newProduct();
});

describe('the answer of POST /query', () => {
	it.each(METRICS.map(({ name }) => name))(
		'answers %s of a product without rows in the documented shape',
		async (metric) => {
			const { status, body } = await api.ask({ ...QUESTION, metric }, product);
			expect(status).toBe(200);
			const { result } = AnswerReply.parse(body);
			expect(result.series.map(({ group, buckets }) => [group, buckets.length])).toEqual([[null, 24]]);
			const isVolume = metric.endsWith('_volume');
			for (const { n, value, low, high } of result.series[0]?.buckets ?? []) {
				expect([n, value, low]).toEqual([0, isVolume ? 0 : null, isVolume ? 0 : null]);
				// The exact 95 % interval of a count of none: -ln(0.025).
				expect(high).toEqual(isVolume ? expect.closeTo(3.6889, 4) : null);
			}
		}
	);

	it.each([
		[
			'minute',
			'2026-01-31T08:30:20Z',
			'2026-01-31T08:32:10Z',
			['2026-01-31T08:30:00.000Z', '2026-01-31T08:31:00.000Z', '2026-01-31T08:32:00.000Z']
		],
		['hour', '2026-01-31T08:30:00Z', '2026-01-31T10:00:00Z', ['2026-01-31T08:00:00.000Z', '2026-01-31T09:00:00.000Z']],
		['day', '2026-01-31T08:30:00Z', '2026-02-01T08:30:00Z', ['2026-01-31T00:00:00.000Z', '2026-02-01T00:00:00.000Z']],
		['week', '2026-01-31T08:30:00Z', '2026-02-02T00:00:01Z', ['2026-01-26T00:00:00.000Z', '2026-02-02T00:00:00.000Z']],
		['month', '2026-01-31T08:30:00Z', '2026-02-01T00:00:01Z', ['2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z']],
		['all', '2026-01-31T08:30:20.500Z', '2026-01-31T08:30:20.501Z', ['2026-01-31T08:30:20.500Z']]
	])('lists whole buckets of a %s', async (bucket, from, to, starts) => {
		const { body } = await api.ask({ metric: 'feedback_volume', from, to, bucket }, product);
		expect(AnswerReply.parse(body).result.series[0]?.buckets.map(({ start }) => start)).toEqual(starts);
	});

	it('cuts days where the product lives, and weeks on its Mondays', async () => {
		const berlin = await api.newProduct('Europe/Berlin');
		const range = { from: '2026-03-28T12:00:00Z', to: '2026-03-30T12:00:00Z' };
		const startsOf = async (bucket: string) =>
			(await api.ask({ metric: 'nps', ...range, bucket }, berlin)).body.result.series[0]?.buckets.map(
				({ start }) => start
			);
		// Summer time begins on Sunday the 29th: a day of 23 hours.
		expect(await startsOf('day')).toEqual([
			'2026-03-27T23:00:00.000Z',
			'2026-03-28T23:00:00.000Z',
			'2026-03-29T22:00:00.000Z'
		]);
		expect(await startsOf('week')).toEqual(['2026-03-22T23:00:00.000Z', '2026-03-29T22:00:00.000Z']);
	});

	it('answers 10,000 buckets, and no time is too early or too late', async () => {
		const minutes = { ...QUESTION, bucket: 'minute', from: 0, to: 10_000 * 60_000 };
		expect((await api.ask(minutes, product)).body.result.series[0]?.buckets).toHaveLength(10_000);
		for (const timezone of ['America/Los_Angeles', 'Pacific/Kiritimati']) {
			const far = await api.newProduct(timezone);
			for (const bucket of ['hour', 'day', 'week', 'month', 'all']) {
				const first = await api.ask({ ...QUESTION, bucket, from: 0, to: 3_600_000 }, far);
				const last = await api.ask(
					{ ...QUESTION, bucket, from: '2105-12-31T20:00:00Z', to: '2105-12-31T23:59:59Z' },
					far
				);
				expect([bucket, first.status, last.status]).toEqual([bucket, 200, 200]);
			}
		}
	});

	it('takes groups from the values, absent ones as an empty text, and ranks them by their rows', async () => {
		const own = await api.newProduct();
		const rows = (channel: string | undefined, count: number) =>
			Array.from({ length: count }, () => ({ text: 'a', at: '2026-01-31T08:00:00Z', ...(channel && { channel }) }));
		await api.post('feedback', own, [...rows('web', 3), ...rows(undefined, 2), ...rows('app', 1), ...rows('Zoo', 1)]);
		const namesOf = async (groups: number) => {
			const { body } = await api.ask({ ...QUESTION, bucket: 'all', groupBy: 'channel', groups }, own);
			return AnswerReply.parse(body).result.series.map(({ group, other, buckets }) => [
				group,
				other ?? false,
				buckets[0]?.n
			]);
		};
		expect(await namesOf(100)).toEqual([
			['', false, 2],
			['Zoo', false, 1],
			['app', false, 1],
			['web', false, 3]
		]);
		expect(await namesOf(3)).toEqual([
			['', false, 2],
			['Zoo', false, 1],
			['web', false, 3],
			[null, true, 1]
		]);
		expect(await namesOf(1)).toEqual([
			['web', false, 3],
			[null, true, 4]
		]);
	});

	it('has no series where groups are asked of no rows', async () => {
		const own = await api.newProduct();
		expect((await api.ask({ ...QUESTION, groupBy: 'channel' }, own)).body.result).toEqual({ series: [] });
	});

	it('moves a relative range only when the clock passes an edge', async () => {
		const starts = async () =>
			(
				await api.ask({ metric: 'feedback_volume', from: 'now-2h', to: 'now', bucket: 'hour' }, product)
			).body.result.series[0]?.buckets.map(({ start }) => Date.parse(start));
		const beforeMs = Date.now();
		const found = await starts();
		const hours = [beforeMs, Date.now()].map((ms) => Math.floor(ms / 3_600_000) * 3_600_000);
		expect(hours.map((hour) => [2, 1, 0].map((ago) => hour - ago * 3_600_000))).toContainEqual(found);
	});
});

describe('GET /metrics', () => {
	it('lists every metric that can be asked for', async () => {
		const { body } = await api.call<{ metrics: { name: string }[] }>('GET', '/api/v1/metrics', {
			key: product.key.read
		});
		const names = body.metrics.map(({ name }) => name);
		expect(names.toSorted()).toEqual([
			...['active_customers', 'ces', 'csat', 'event_volume', 'events_per_customer', 'feedback_volume'],
			...['negative_share', 'negative_volume', 'nps', 'positive_volume', 'response_rate', 'stars', 'thumbs_up']
		]);
	});
});
