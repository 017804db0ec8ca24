import type { Topic } from '#lib/domain/topic.ts';
import type { ScoreCount } from '#lib/server/store/read-respondents.ts';
import type { AnalysisAxis } from './analysis-axis.ts';
import type { CellMetric } from './cell-metric.ts';
import type { ReleaseReader } from './release-reader.ts';

/** The answers of one stretch of an axis; buckets count from its start. */
export type CellCounts = Readonly<{
	/** Every answer has one channel: its parts are the whole, so that nothing is read twice. */
	channel: readonly ScoreCount[];
	/** Of scores alone; of volumes nothing, as `topics`. */
	lang: readonly ScoreCount[];
	/** By which topics the answer is about, a 0 or 1 for each. */
	topics: readonly ScoreCount[];
}>;

type Question = Readonly<{ cellMetric: CellMetric; topics: readonly Topic[] }>;

export async function readCounts(
	reader: ReleaseReader,
	{ cellMetric, topics }: Question,
	{ range, widthMs }: Pick<AnalysisAxis, 'range' | 'widthMs'>
): Promise<CellCounts> {
	const { source, kind, where } = cellMetric;
	const channel = await reader.counts(source, { range, widthMs, where, segment: 'channel' });
	if (kind === 'volume') return { channel, lang: [], topics: [] };
	const lang = await reader.counts(source, { range, widthMs, where, segment: 'lang' });
	if (topics.length === 0) return { channel, lang, topics: [] };
	// A text is looked through when it is asked, so that a new topic counts at once.
	const asked = { range, widthMs, where, topics: topics.map(({ terms }) => terms) };
	return { channel, lang, topics: await reader.counts(source, asked) };
}
