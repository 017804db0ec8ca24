import { TOPIC_FIELD } from '#lib/domain/question.ts';
import type { ClickHouseClient } from '#lib/server/store/client.ts';
import { readSums, type SumsRow } from '#lib/server/store/read-sums.ts';
import type { SumsQuestion } from '#lib/server/store/sums-sql.ts';

/** As `readSums`, for one question. */
export type ReadSums = (question: SumsQuestion) => Promise<readonly SumsRow[] | null>;

type Waiting = Readonly<{
	question: SumsQuestion;
	resolve: (rows: readonly SumsRow[] | null) => void;
	reject: (cause: unknown) => void;
}>;

/** Statements longer than this take longer to plan than they save. */
const MOST_TOGETHER = 40;
/** Statements under way, each on one core: a tick's own are short, and follow each other. */
const AT_ONCE = { short: 1, long: 2 };

/** Equal for questions that one statement can answer. */
function foldKey({ product, source, range, long, filter, groupBy, topics }: SumsQuestion): string {
	const end = long || range.toMs % 1000 !== 0 ? range.toMs : null;
	// Grouping by topic makes several rows of one: other groupings must not see them.
	const topic = groupBy === TOPIC_FIELD;
	return JSON.stringify([product, source.table, filter, range.fromMs, end, long, topic, topics]);
}

/** Asks one fold after another, `atOnce` of them at a time. */
function createLine(clickhouse: ClickHouseClient, atOnce: number) {
	const folds: Waiting[][] = [];
	let working = 0;

	async function work(): Promise<void> {
		working++;
		for (let fold = folds.shift(); fold; fold = folds.shift()) {
			const questions = fold.map(({ question }) => question);
			try {
				const answers = await readSums(clickhouse, questions);
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
export function createFoldedSums(clickhouse: ClickHouseClient): ReadSums {
	let gathered: Waiting[] = [];
	const lines = { short: createLine(clickhouse, AT_ONCE.short), long: createLine(clickhouse, AT_ONCE.long) };

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

	return (question) =>
		new Promise((resolve, reject) => {
			// After the events of this turn: a page opens its panels one by one.
			if (gathered.length === 0) setImmediate(begin);
			gathered.push({ question, resolve, reject });
		});
}
