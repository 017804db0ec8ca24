import type { MetricDefinition } from '#lib/domain/metric-definition.ts';
import { metricNamed } from '#lib/domain/metric.ts';
import { QuestionError } from '#lib/domain/question-range.ts';
import type { Product } from '#lib/domain/product.ts';
import type { Answer, Question } from '#lib/domain/question.ts';
import type { TimeRange } from '#lib/domain/time-range.ts';
import type { OpenPanel, PanelChange } from '#lib/live/contract.ts';
import type { Change } from '#lib/server/changes/create-changes.ts';
import type { Dirty } from '#lib/server/questions/create-follower.ts';
import { resultChanges, resultWithPart } from './result-changes.ts';

/** The part of the questions room that live needs. */
export type Asker = Readonly<{
	ask: (product: Product, question: Question, scope?: TimeRange) => Promise<Answer>;
	/** What answers the question again and again for less than `ask` does; `null` where nothing can. */
	follow: (
		product: Product,
		question: Question
	) => Readonly<{ ask: (dirty: Dirty) => Promise<Answer | null>; size: () => number }> | null;
	/** Where the question's buckets lie now, and when that moves (`null`: never). */
	rangeOf: (
		product: Product,
		question: Question
	) => TimeRange & {
		movesAtMs: number | null;
		/** So long after a row others can still change what it counts as; nothing for most metrics. */
		aheadMs?: number;
		/** What such a metric counts is over by then. */
		ripeMs?: number;
	};
}>;

/** One distinct question that somebody watches, with its last answer. */
export type OpenQuestion = Readonly<{
	id: string;
	product: Product;
	question: Question;
	/** What its metric, one of the product's own, is from now on: all of the answer is dirty. */
	redefine: (definition: MetricDefinition) => void;
	/** Marks what a commit may have changed. */
	touch: (change: Change) => boolean;
	isDirty: () => boolean;
	/** Whether a refresh reads but little, and shares that with others of the same turn. */
	isSwift: () => boolean;
	/** When the clock moves the range; `null` for a fixed one, `Infinity` once it has come to its end. */
	movesAtMs: () => number | null;
	/** The clock went back: wherever the range lay, it may lie elsewhere now. */
	rewind: () => void;
	/** Asks for what is dirty. The step it returns takes the answer over, and gives the change to send, if any. */
	refresh: () => Promise<() => PanelChange | null>;
	/** How many buckets the answer holds, and sums are kept for it. */
	size: () => number;
	/** The answer as it stands; only after the first `refresh`. */
	current: () => OpenPanel;
}>;

const widened = (a: Dirty | null, { range: b, table }: Change): Dirty => ({
	fromMs: Math.min(a?.fromMs ?? Infinity, b.fromMs),
	toMs: Math.max(a?.toMs ?? -Infinity, b.toMs),
	table: a === null || a.table === table ? table : 'both'
});

type AskedRange = ReturnType<Asker['rangeOf']>;

const isSameRange = (a: AskedRange, b: AskedRange): boolean =>
	a.fromMs === b.fromMs && a.toMs === b.toMs && a.ripeMs === b.ripeMs;

/** Holds nothing, and never will again. */
const NOTHING: AskedRange = { fromMs: 0, toMs: 0, movesAtMs: null };

const EVERYTHING: Dirty = { fromMs: -Infinity, toMs: Infinity, table: 'both' };
/** Only the clock moved. */
const NO_ROWS: Dirty = { fromMs: Infinity, toMs: -Infinity, table: 'both' };

/** A question before its first answer: all of it is dirty. */
export function createOpenQuestion(asker: Asker, id: string, product: Product, asked: Question): OpenQuestion {
	let question = asked;
	const table = question.definition?.over ?? metricNamed(question.metric)?.table ?? 'both';
	/** Groups rank over the whole range, and one bucket is the whole range: a part would not do. */
	const inParts = question.groupBy === undefined && question.bucket !== 'all';
	let dirty: Dirty | null = EVERYTHING;
	let answer: Answer | null = null;
	let revision = 0;
	let follower = asker.follow(product, question);
	let range: AskedRange = asker.rangeOf(product, question);
	const isMoving = range.movesAtMs !== null;
	let isRewound = false;

	/**
	 * As `ask`. A range with one end that moves can come to its end: the clock passes the other one, or leaves it with
	 * too many buckets. Whoever asked for it anew would be refused, so nothing is left of the answer.
	 */
	async function askInRange(part: Dirty): Promise<Answer> {
		try {
			return await ask(part);
		} catch (cause) {
			if (answer === null || !(cause instanceof QuestionError)) throw cause;
			range = NOTHING;
			return { watermark: answer.watermark, result: { series: [] } };
		}
	}

	/** The whole answer, or the old one with its dirty buckets anew; of one range, even when the clock passes an edge meanwhile. */
	async function ask(part: Dirty): Promise<Answer> {
		for (;;) {
			const known = range;
			range = asker.rangeOf(product, question);
			const followed = await follower?.ask(part);
			if (followed === null) follower = null;
			if (followed && isSameRange(asker.rangeOf(product, question), range)) return followed;
			if (followed) continue;
			const before = answer;
			const whole = before === null || !inParts || part === EVERYTHING || !isSameRange(known, range);
			const fresh = await asker.ask(product, question, whole ? undefined : part);
			if (!isSameRange(asker.rangeOf(product, question), range)) continue;
			return whole ? fresh : { watermark: fresh.watermark, result: resultWithPart(before.result, fresh.result) };
		}
	}

	function takeOver(fresh: Answer): PanelChange | null {
		const changes = answer === null ? [] : resultChanges(answer.result, fresh.result);
		const base = revision;
		const isFirst = answer === null;
		// An unchanged answer keeps its revision and its watermark: nobody was told of a newer one.
		if (!isFirst && changes.length === 0) return null;
		answer = fresh;
		revision = base + 1;
		return isFirst ? null : { panel: id, base, revision, watermark: fresh.watermark, changes };
	}

	return {
		id,
		product,
		question,
		redefine: (definition) => {
			// One of the same name that came later looks at other rows: its fields are others.
			if (question.definition?.over !== definition.over) return;
			question = { ...question, definition };
			follower = asker.follow(product, question);
			range = asker.rangeOf(product, question);
			dirty = EVERYTHING;
		},
		isDirty: () => dirty !== null,
		isSwift: () => follower !== null,
		movesAtMs: () => (isMoving ? (isRewound ? -Infinity : (range.movesAtMs ?? Infinity)) : null),
		rewind: () => {
			isRewound = isMoving;
		},
		touch: (change) => {
			if (change.product !== product.number || (table !== 'both' && table !== change.table)) return false;
			const touched = { ...change.range, fromMs: change.range.fromMs - (range.aheadMs ?? 0) };
			if (touched.toMs <= range.fromMs || touched.fromMs >= range.toMs) return false;
			dirty = widened(dirty, { ...change, range: touched });
			return true;
		},
		refresh: async () => {
			const asked = dirty ?? NO_ROWS;
			dirty = null;
			isRewound = false;
			try {
				const fresh = await askInRange(asked);
				return () => takeOver(fresh);
			} catch (cause) {
				dirty = EVERYTHING;
				throw cause;
			}
		},
		size: () =>
			(answer?.result.series.reduce((sum, { buckets }) => sum + buckets.length, 0) ?? 0) + (follower?.size() ?? 0),
		current: () => {
			if (answer === null) throw new Error('a question was read before its first answer');
			return { panel: id, revision, ...answer };
		}
	};
}
