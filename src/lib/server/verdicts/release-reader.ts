import type { Filter } from '#lib/domain/question.ts';
import type { TimeRange } from '#lib/domain/time-range.ts';
import type { ClickHouseClient } from '#lib/server/store/client.ts';
import { readEventCounts } from '#lib/server/store/read-event-counts.ts';
import { readAnswerCounts, readRespondents, type ScoreCount } from '#lib/server/store/read-respondents.ts';
import { readRowSpan, type RowSpan } from '#lib/server/store/read-row-span.ts';
import type { CellMetric } from './cell-metric.ts';

type Asked = Readonly<{
	range: TimeRange;
	widthMs: number;
	segment?: 'channel' | 'lang';
	topics?: readonly (readonly string[])[];
	/** Of a metric's own. */
	where?: readonly Filter[] | undefined;
}>;

/** What one evaluation of a release reads; metrics that look at the same buckets share a reading. */
export type ReleaseReader = Readonly<{
	counts: (source: CellMetric['source'], asked: Asked) => Promise<readonly ScoreCount[]>;
	span: (source: CellMetric['source']) => Promise<RowSpan>;
}>;

/** First and last rows by table: all releases of a look share them. */
export type KnownSpans = Map<string, Promise<RowSpan>>;

export function createReleaseReader(
	clickhouse: ClickHouseClient,
	product: number,
	spans: KnownSpans = new Map()
): ReleaseReader {
	const kept = new Map<string, Promise<readonly ScoreCount[]>>();

	async function read(source: CellMetric['source'], asked: Asked): Promise<readonly ScoreCount[]> {
		if (asked.range.fromMs >= asked.range.toMs) return [];
		if (source === 'respondents') return readRespondents(clickhouse, { product, ...asked });
		if (source === 'answers') return readAnswerCounts(clickhouse, { product, ...asked });
		const events = await readEventCounts(clickhouse, {
			...{ product, range: asked.range, widthMs: asked.widthMs, where: asked.where }
		});
		return events.map(({ bucket, version, n }) => ({ bucket, version, segment: '', scale: null, score: null, n }));
	}
	return {
		counts: (source, asked) => {
			const key = JSON.stringify([source, asked.range, asked.widthMs, asked.segment, asked.topics, asked.where]);
			const known = kept.get(key) ?? read(source, asked);
			kept.set(key, known);
			return known;
		},
		span: (source) => {
			const table = source === 'events' ? 'events' : 'feedback';
			const known = spans.get(table) ?? readRowSpan(clickhouse, table, product);
			spans.set(table, known);
			return known;
		}
	};
}
