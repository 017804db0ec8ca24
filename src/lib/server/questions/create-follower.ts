import { toRfc3339 } from '#lib/domain/instant.ts';
import type { Product } from '#lib/domain/product.ts';
import { resolveRange, type ResolvedRange } from '#lib/domain/question-range.ts';
import type { Answer, Filter, Question } from '#lib/domain/question.ts';
import type { TimeRange } from '#lib/domain/time-range.ts';
import type { Topic } from '#lib/domain/topic.ts';
import type { CountedMetric } from '#lib/server/store/metric-spec.ts';
import type { SumsRow } from '#lib/server/store/read-sums.ts';
import type { SumsQuestion } from '#lib/server/store/sums-sql.ts';
import { askedTopics, type ReadTopics } from './asked-topics.ts';
import { edgesTouching } from './edges-touching.ts';
import type { ReadSums } from './fold-sums.ts';
import { withRows, type KeptSums } from './kept-sums.ts';
import { knownEstimates } from './known-estimates.ts';
import { rankedGroups } from './ranked-groups.ts';
import { resultSeries } from './result-series.ts';
import { createStillSums } from './still-sums.ts';

/** Where rows changed, and in which table. */
export type Dirty = TimeRange & Readonly<{ table: 'feedback' | 'events' | 'both' }>;

/** Answers one question again and again: all but the newest seconds is kept, and read anew only where it changed. */
export type Follower = Readonly<{
	/**
	 * The answer as it stands, where rows changed only in `dirty` since the call before; a failed call counts for
	 * nothing. `null` when the question has too many groups to be followed.
	 * @throws QuestionError when the range holds nothing or too much, or for an unknown topic
	 */
	ask: (dirty: Dirty) => Promise<Answer | null>;
	/** How many sums it keeps. */
	size: () => number;
}>;

type Options = Readonly<{
	read: ReadSums;
	readTopics: ReadTopics;
	now: () => number;
	product: Product;
	question: Question;
	metric: CountedMetric;
	/** Of the question, and of a metric of the product's own. */
	filter: readonly Filter[];
}>;

const MINUTE_MS = 60_000;
/** Rows of now arrive within this. */
const SETTLED_MS = 90_000;
/** Of a stream that comes in time the sums are kept up to here, in steps that all questions take together. */
const TIMELY_MS = 5_000;
const STEP_MS = 10_000;
/** What is longer is worth a look at the projections. */
const LONG_MS = 30 * MINUTE_MS;

const NO_SUMS: KeptSums['groups'] = new Map();

/** Sums of the rows between what is kept for good and the newest; a late row, and every minute, do away with them. */
type Recent = TimeRange & Readonly<{ rows: readonly SumsRow[] }>;

/** Up to where the sums are kept: a whole minute of the range. */
function settledUntil(range: TimeRange, nowMs: number): number {
	const settledMs = Math.floor((nowMs - SETTLED_MS) / MINUTE_MS) * MINUTE_MS;
	return Math.max(range.fromMs, Math.min(range.toMs, settledMs));
}

export function createFollower({ read, readTopics, now, product, question, metric, filter }: Options): Follower {
	const { bucket: width, groupBy, groups: most } = question;
	let kept: KeptSums | null = null;
	/** The sums that are kept hang on what the topics were. */
	let topics: readonly Topic[] = [];
	let recent: Recent | null = null;
	let estimate = knownEstimates(metric.estimate);

	const readNewest = createStillSums(read);

	/** Rows of the sums in `range`, of all the metric's sources; `null` when there are too many. */
	async function sumsIn(
		{ edgesMs }: ResolvedRange,
		range: TimeRange,
		readSource: (asked: SumsQuestion) => ReturnType<ReadSums>,
		isSettled = false
	): Promise<SumsRow[] | null> {
		if (range.fromMs >= range.toMs) return [];
		const long = isSettled && range.toMs - range.fromMs > LONG_MS;
		const touched = edgesTouching(edgesMs, range);
		const shape = { product: product.number, width, edgesMs: touched, range, long, filter, groupBy, topics };
		const all = await Promise.all(metric.sources.map((source) => readSource({ ...shape, source })));
		return all.every((rows) => rows !== null) ? all.flat() : null;
	}

	/** What of the kept sums may stay; `null` when they speak of another range. */
	function fitting(range: TimeRange, untilMs: number): KeptSums | null {
		if (!kept || kept.range.toMs > untilMs || kept.range.toMs < range.fromMs) return null;
		const isSameStart = width === 'all' ? kept.range.fromMs === range.fromMs : kept.range.fromMs <= range.fromMs;
		return isSameStart ? kept : null;
	}

	/** What of the recent sums may stay, and up to where there can be some now. */
	function recentUntil(range: TimeRange, { untilMs, nowMs }: { untilMs: number; nowMs: number }, dirty: TimeRange) {
		const isFit = recent?.fromMs === untilMs && recent.toMs <= Math.min(range.toMs, dirty.fromMs);
		const old: Recent = isFit && recent ? recent : { fromMs: untilMs, toMs: untilMs, rows: [] };
		const stepMs = Math.floor((nowMs - TIMELY_MS) / STEP_MS) * STEP_MS;
		return { old, toMs: Math.max(old.toMs, stepMs <= Math.min(range.toMs, dirty.fromMs) ? stepMs : 0) };
	}

	return {
		size: () =>
			[...(kept?.groups.values() ?? [])].reduce((sum, buckets) => sum + buckets.size, recent?.rows.length ?? 0),
		ask: async (dirty) => {
			const known = await askedTopics(readTopics, product, question);
			if (JSON.stringify(known) !== JSON.stringify(topics)) {
				kept = null;
				topics = known;
			}
			const nowMs = now();
			const range = resolveRange(question, product.timezone, nowMs);
			const untilMs = settledUntil(range, nowMs);
			const old = fitting(range, untilMs);
			const oldUntilMs = old?.range.toMs ?? range.fromMs;
			if (!old) recent = null;
			const near = recentUntil(range, { untilMs, nowMs }, dirty);
			// All at once, so that they can be folded.
			const changed = dirty.fromMs < oldUntilMs ? edgesTouching(range.edgesMs, dirty) : [];
			const again = { fromMs: changed[0] ?? 0, toMs: Math.min(changed.at(-1) ?? 0, oldUntilMs) };
			const isStill = ({ table }: CountedMetric['sources'][number]) => dirty.table !== 'both' && dirty.table !== table;
			const parts = await Promise.all([
				sumsIn(range, again, read, true),
				sumsIn(range, { fromMs: oldUntilMs, toMs: untilMs }, read, true),
				sumsIn(range, { fromMs: near.old.toMs, toMs: near.toMs }, read),
				sumsIn(range, { fromMs: near.toMs, toMs: range.toMs }, (asked) => readNewest(asked, isStill(asked.source)))
			]);
			const [changedRows, nextRows, nearRows, newestRows] = parts;
			if (!changedRows || !nextRows || !nearRows || !newestRows) {
				kept = null;
				return null;
			}
			const isLeft = (startMs: number) => startMs >= range.fromMs && (startMs < again.fromMs || startMs >= again.toMs);
			const settled = withRows(old?.groups ?? NO_SUMS, isLeft, [...changedRows, ...nextRows]);
			kept = { range: { fromMs: range.fromMs, toMs: untilMs }, groups: settled };
			recent = { fromMs: untilMs, toMs: near.toMs, rows: [...near.old.rows, ...nearRows] };
			const rows = rankedGroups(
				withRows(settled, () => true, [...recent.rows, ...newestRows]),
				most
			);
			estimate = estimate.next();
			const series = resultSeries(rows, {
				startsMs: range.edgesMs.slice(0, -1),
				grouped: groupBy !== undefined,
				estimate: estimate.of
			});
			return { watermark: toRfc3339(nowMs), result: { series } };
		}
	};
}
