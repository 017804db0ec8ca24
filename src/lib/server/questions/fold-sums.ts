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
/** Statements under way; the short ones run on one core each. */
const AT_ONCE = 2;

/** Equal for questions that one statement can answer. */
function foldKey({ product, source, range, long, filter }: SumsQuestion): string {
	const end = long || range.toMs % 1000 !== 0 ? range.toMs : null;
	return JSON.stringify([product, source.table, filter, range.fromMs, end, long]);
}

/** Gathers the questions of one turn and asks those that look at the same rows in one statement. */
export function createFoldedSums(clickhouse: ClickHouseClient): ReadSums {
	let gathered: Waiting[] = [];
	const folds: Waiting[][] = [];
	let working = 0;

	async function work(): Promise<void> {
		working++;
		for (let fold = folds.shift(); fold; fold = folds.shift()) {
			const together = fold;
			try {
				const answers = await readSums(
					clickhouse,
					together.map(({ question }) => question)
				);
				for (const [index, { resolve }] of together.entries()) resolve(answers[index] ?? null);
			} catch (cause) {
				for (const { reject } of together) reject(cause);
			}
		}
		working--;
	}

	function begin(): void {
		const byKey = new Map<string, Waiting[]>();
		for (const one of gathered) {
			const key = foldKey(one.question);
			const others = byKey.get(key);
			if (others) others.push(one);
			else byKey.set(key, [one]);
		}
		gathered = [];
		for (const all of byKey.values())
			for (let start = 0; start < all.length; start += MOST_TOGETHER)
				folds.push(all.slice(start, start + MOST_TOGETHER));
		while (working < AT_ONCE && folds.length > 0) void work();
	}

	return (question) =>
		new Promise((resolve, reject) => {
			// After the events of this turn: a page opens its panels one by one.
			if (gathered.length === 0) setImmediate(begin);
			gathered.push({ question, resolve, reject });
		});
}
