import { toRfc3339 } from '#lib/domain/instant.ts';
import type { Product } from '#lib/domain/product.ts';
import { resolveRange, type ResolvedRange } from '#lib/domain/question-range.ts';
import type { Answer, Question } from '#lib/domain/question.ts';
import type { TimeRange } from '#lib/domain/time-range.ts';
import type { ClickHouseClient } from '#lib/server/store/client.ts';
import type { MetricQuestion, MetricRow } from '#lib/server/store/metric-question.ts';
import { readMetric } from '#lib/server/store/read-metric.ts';
import { createTogether } from './ask-together.ts';
import { askedMetric } from './asked-metric.ts';
import { askedTopics, type ReadTopics } from './asked-topics.ts';
import { createFollower, type Follower } from './create-follower.ts';
import { edgesTouching } from './edges-touching.ts';
import { AT_ONCE, createFoldedSums, IN_TICKS } from './fold-sums.ts';
import { lookAhead, type LookAhead } from './look-ahead.ts';
import { resultSeries } from './result-series.ts';

export type Questions = Readonly<{
	/**
	 * The answer as the store stands; every row acknowledged before the watermark is in it. With a `scope` only the
	 * buckets that touch it are answered, and groups are found and ranked in those alone: such a part fits into an
	 * earlier answer without groups, or one where neither has an `other`. When `signal` aborts, the store stops reading.
	 * @throws QuestionError when the range holds nothing or too much, or for an unknown topic
	 * @throws SlowQuestionError when the store would read for too long
	 */
	ask: (product: Product, question: Question, scope?: TimeRange, signal?: AbortSignal) => Promise<Answer>;
	/**
	 * Where the question's buckets lie now, and when that changes.
	 * @throws QuestionError when the range holds nothing or too much
	 */
	rangeOf: (product: Product, question: Question) => ResolvedRange & Partial<Omit<LookAhead, 'movesAtMs'>>;
	/** For a question that is asked again and again; `null` where its sums do not add up. */
	follow: (product: Product, question: Question) => Follower | null;
}>;

type Options = Readonly<{
	clickhouse: ClickHouseClient;
	now: () => number;
	/** Where questions may name them. */
	topics?: ReadTopics;
}>;

export function createQuestions({ clickhouse, now, topics: readTopics = async () => [] }: Options): Questions {
	const read = createFoldedSums(clickhouse, IN_TICKS);
	const readTogether = createTogether(createFoldedSums(clickhouse, AT_ONCE));

	async function rowsOf(question: MetricQuestion, signal?: AbortSignal): Promise<MetricRow[]> {
		if (question.edgesMs.length < 2) return [];
		const { metric } = question;
		const together = metric.kind === 'counted' ? await readTogether({ ...question, metric }, signal) : null;
		return together ?? readMetric(clickhouse, question, signal);
	}

	return {
		follow: (product, question) => {
			const { metric, filter } = askedMetric(question);
			return metric.kind === 'counted'
				? createFollower({ read, readTopics, now, product, question, metric, filter })
				: null;
		},
		rangeOf: (product, question) => {
			const nowMs = now();
			const range = resolveRange(question, product.timezone, nowMs);
			const ahead = lookAhead(question, nowMs);
			if (!ahead) return range;
			const { movesAtMs, ...rest } = ahead;
			return { ...range, ...rest, movesAtMs: Math.min(range.movesAtMs ?? Infinity, movesAtMs) };
		},
		ask: async (product, question, scope, signal) => {
			const { bucket: width, groupBy, groups } = question;
			const { metric, filter } = askedMetric(question);
			// One look at the clock: the range and the watermark belong to the same moment, before the store is asked.
			const nowMs = now();
			const range = resolveRange(question, product.timezone, nowMs);
			const ripeMs = lookAhead(question, nowMs)?.ripeMs;
			const edgesMs = scope ? edgesTouching(range.edgesMs, scope) : range.edgesMs;
			const topics = await askedTopics(readTopics, product, question);
			const asked = { product: product.number, metric, width, edgesMs, filter, groupBy, groups, topics, ripeMs };
			const rows = await rowsOf(asked, signal);
			const series = resultSeries(rows, {
				startsMs: edgesMs.slice(0, -1),
				grouped: groupBy !== undefined,
				estimate: metric.estimate
			});
			return { watermark: toRfc3339(nowMs), result: { series } };
		}
	};
}
