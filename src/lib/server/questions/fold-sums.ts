import { TOPIC_FIELD } from '#lib/domain/question.ts';
import type { ClickHouseClient } from '#lib/server/store/client.ts';
import { readSums, type SumsRow } from '#lib/server/store/read-sums.ts';
import { cellsOf, type SumsQuestion } from '#lib/server/store/sums-sql.ts';
import { whileAny } from './while-any.ts';

/** As `readSums`, for one question; the statement ends when the signals of all whom it answers have aborted. */
export type ReadSums = (question: SumsQuestion, signal?: AbortSignal) => Promise<readonly SumsRow[] | null>;

type Waiting = Readonly<{
	question: SumsQuestion;
	signal: AbortSignal | undefined;
	resolve: (rows: readonly SumsRow[] | null) => void;
	reject: (cause: unknown) => void;
}>;

/** Statements longer than this take longer to plan than they save. */
const MOST_TOGETHER = 40;

/** How many statements of a kind are under way at once, and on how many cores each; all of them unless told. */
export type Lines = Readonly<{ atOnce: Readonly<{ short: number; long: number }>; threads?: number }>;

/** Asked again and again, they leave the other cores to those who wait: a tick's own are short, and follow each other. */
export const IN_TICKS: Lines = { atOnce: { short: 1, long: 2 }, threads: 1 };
/** Somebody waits for all of them. */
export const AT_ONCE: Lines = { atOnce: { short: 4, long: 4 } };

/** Equal for questions that one statement can answer, each as cheaply as alone. */
function foldKey(question: SumsQuestion): string {
	const { product, source, range, long, filter, groupBy, topics } = question;
	const end = long || range.toMs % 1000 !== 0 ? range.toMs : null;
	// Grouping by topic makes several rows of one: other groupings must not see them.
	const topic = groupBy === TOPIC_FIELD;
	const cells = cellsOf(question)?.ms;
	return JSON.stringify([product, source.table, filter, range.fromMs, end, long, cells, topic, topics]);
}

/** Asks one fold after another, `atOnce` of them at a time. */
function createLine(clickhouse: ClickHouseClient, atOnce: number, threads?: number) {
	const folds: Waiting[][] = [];
	let working = 0;

	async function work(): Promise<void> {
		working++;
		for (let fold = folds.shift(); fold; fold = folds.shift()) {
			const questions = fold.map(({ question }) => question);
			try {
				const signal = whileAny(fold.map((one) => one.signal));
				const answers = await readSums(clickhouse, questions, { signal, threads });
				for (const [index, { resolve }] of fold.entries()) resolve(answers[index] ?? null);
			} catch (cause) {
				for (const { reject } of fold) reject(cause);
			}
		}
		working--;
	}
	return {
		push: (fold: Waiting[]): void => void folds.push(fold),
		begin: (): void => {
			while (working < Math.min(atOnce, working + folds.length)) void work();
		}
	};
}

/** Gathers the questions of one turn and asks those that look at the same rows in one statement. */
export function createFoldedSums(clickhouse: ClickHouseClient, { atOnce, threads }: Lines): ReadSums {
	let gathered: Waiting[] = [];
	const lines = {
		short: createLine(clickhouse, atOnce.short, threads),
		long: createLine(clickhouse, atOnce.long, threads)
	};

	function begin(): void {
		const byKey = new Map<string, Waiting[]>();
		for (const one of gathered) {
			const key = foldKey(one.question);
			const others = byKey.get(key);
			if (others && others.length < MOST_TOGETHER) others.push(one);
			else {
				const fold = [one];
				byKey.set(key, fold);
				(one.question.long ? lines.long : lines.short).push(fold);
			}
		}
		gathered = [];
		lines.short.begin();
		lines.long.begin();
	}

	return (question, signal) =>
		new Promise((resolve, reject) => {
			// After the events of this turn: a page opens its panels one by one.
			if (gathered.length === 0) setImmediate(begin);
			gathered.push({ question, signal, resolve, reject });
		});
}
