import { describe, expect, it } from 'vitest';
import { METRICS } from '#lib/domain/metric.ts';
import { addSizes, bucketMoments, bucketVolumes, namesOf, NO_SIZES } from '#lib/server/verdicts/cell-buckets.ts';
import { cellMetric } from '#lib/server/verdicts/cell-metric.ts';
import type { ScoreCount } from '#lib/server/store/read-respondents.ts';

const count = (
	bucket: number,
	scale: ScoreCount['scale'],
	score: number | null,
	n: number,
	segment = ''
): ScoreCount => ({
	...{ bucket, version: '', segment, scale, score, n }
});

const COUNTS = [
	count(0, 'nps', 10, 2, 'ios'),
	count(0, 'nps', 7, 3, 'web'),
	count(0, 'nps', 6, 1, 'ios'),
	count(0, 'stars', 1, 4, 'ios'),
	count(1, null, null, 5, 'web'),
	count(2, 'stars', 5, 6, 'android')
];

const of = (name: string) => {
	const metric = cellMetric(name);
	if (!metric) throw new Error(name);
	return bucketMoments(COUNTS, metric, 3);
};

describe('cellMetric', () => {
	it('counts each answer for what the metric says it is worth', () => {
		expect(of('nps')).toEqual([
			{ n: 6, sum: 100, sumsq: 30_000 },
			{ n: 0, sum: 0, sumsq: 0 },
			{ n: 0, sum: 0, sumsq: 0 }
		]);
		expect(of('stars').map(({ n, sum }) => [n, sum])).toEqual([
			[4, 4],
			[0, 0],
			[6, 30]
		]);
		expect(of('negative_share').map(({ n, sum }) => [n, sum])).toEqual([
			[10, 5],
			[0, 0],
			[6, 0]
		]);
		expect(of('feedback_volume').map(({ n }) => n)).toEqual([10, 5, 6]);
		expect(of('negative_volume').map(({ n }) => n)).toEqual([5, 0, 0]);
		expect(of('positive_volume').map(({ n }) => n)).toEqual([2, 0, 6]);
	});

	it('has a method for counts, means and shares alone', () => {
		const without = METRICS.filter(({ name }) => cellMetric(name) === null).map(({ name }) => name);
		expect(without).toEqual(['active_customers', 'events_per_customer', 'response_rate']);
	});

	it('keeps low and high answers beside the mean, and names the largest segments of closed buckets', () => {
		const nps = cellMetric('nps')!;
		expect(bucketVolumes(COUNTS, nps, 3)[0]).toEqual({ all: 6, low: 1, high: 2 });
		const names = (counts: readonly ScoreCount[], closed: number) => {
			const given = { channel: counts, lang: counts, topics: [] };
			return namesOf(addSizes(NO_SIZES, given, { cellMetric: nps }, closed), { cellMetric: nps });
		};
		expect(names(COUNTS, 3)).toEqual({ channel: ['ios', 'web'], lang: ['ios', 'web'] });
		expect(names(COUNTS, 0).channel).toEqual([]);
		expect(names(COUNTS.slice(0, 1), 3).channel).toEqual([]);
	});
});
