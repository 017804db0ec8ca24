import { toRfc3339 } from '#lib/domain/instant.ts';
import { resolveRange } from '#lib/domain/question-range.ts';
import type { Product } from '#lib/domain/product.ts';
import type { Statement, StatementAnswer, StatementCost } from '#lib/domain/statement.ts';
import type { TimeRange } from '#lib/domain/time-range.ts';
import type { ClickHouseClient } from '#lib/server/store/client.ts';
import { readFunctionNames } from '#lib/server/store/read-function-names.ts';
import { readStatement } from '#lib/server/store/read-statement.ts';
import { readStatementCost } from '#lib/server/store/read-statement-cost.ts';
import { readTree, type AnalystLogin } from '#lib/server/store/read-tree.ts';
import { tablesOf, treeObjection } from './check-tree.ts';
import { createTurns } from './create-turns.ts';
import { fillMacros, type FilledSql } from './fill-macros.ts';
import { placeOf, sqlTokens } from './sql-tokens.ts';
import { sqlTree } from './sql-tree.ts';
import { StatementError } from './statement-error.ts';
import { placeOfWord, statementError } from './statement-words.ts';

/** Who asks: `key` tells people and keys apart, `name` is how the log calls them; `null` where that is known already. */
export type StatementAsker = Readonly<{ key: string; name: string | null }>;

export type Statements = Readonly<{
	/**
	 * What one SELECT gives, as the store stands; every row acknowledged before the watermark is in it. When `signal`
	 * aborts, ClickHouse ends the statement.
	 * @throws StatementError when it is refused, wrong or too much
	 * @throws QuestionError when nothing lies between `from` and `to`
	 * @throws TooManyStatements, NoAnalystError
	 */
	ask: (
		product: Product,
		statement: Statement,
		asker: StatementAsker,
		signal?: AbortSignal
	) => Promise<StatementAnswer>;
	/** Writes down that somebody asks this; `ask` does it by itself. */
	note: (product: Product, statement: Statement, asker: StatementAsker) => void;
	/** What the statement will read at most; it is looked at as `ask` does, and not run. */
	costOf: (product: Product, statement: Statement) => Promise<StatementCost>;
	/** Where `{from}` and `{to}` lie now, and when that changes; relative ends move once a minute. */
	rangeOf: (statement: Statement) => TimeRange & { movesAtMs: number | null };
}>;

type Options = Readonly<{
	clickhouse: ClickHouseClient;
	/** Statements of analysts go out here alone. */
	analysts: ClickHouseClient;
	loginOf: (product: number) => Promise<AnalystLogin>;
	/** Gets a line for each statement: who, which product, what, and how it ended; never what it gave. */
	log: (about: Readonly<Record<string, unknown>>, message: string) => void;
	now: () => number;
}>;

/** Of one asker two run, of all together three; a dashboard full of them waits. */
const TURNS = { most: { ofAsker: 2, ofAll: 3, waiting: 40 }, patienceMs: 20_000 };

/** What was found to be honest is so again. */
const MOST_KNOWN = 1_000;

/** Behind "EXPLAIN AST" anything else could mean something else. */
const BEGINNINGS: ReadonlySet<string> = new Set(['SELECT', 'WITH', 'FROM', '(']);

const EVER = { ageMs: Number.MAX_SAFE_INTEGER };
const NOW = { ageMs: 0 };

export function createStatements({ clickhouse, analysts, loginOf, log, now }: Options): Statements {
	const inTurn = createTurns(TURNS);
	const known = new Map<string, readonly string[]>();
	let engineHas: Promise<ReadonlySet<string>> | null = null;

	const rangeOf: Statements['rangeOf'] = ({ from = EVER, to = NOW }) =>
		resolveRange({ from, to, bucket: 'all' }, 'UTC', now());

	function remember(sql: string, tables: readonly string[]): readonly string[] {
		if (known.size >= MOST_KNOWN) known.delete(known.keys().next().value ?? '');
		known.set(sql, tables);
		return tables;
	}

	/** The first wall: ClickHouse's own parser says what the statement is, and nothing of it is run before. */
	async function tablesRead(login: AnalystLogin, written: string, filled: FilledSql): Promise<readonly string[]> {
		const before = known.get(filled.sql);
		if (before) return before;
		const [start] = sqlTokens(written);
		if (!start || !BEGINNINGS.has(start.text.toUpperCase()))
			throw new StatementError('refused', 'Only one SELECT can be asked.', placeOf(written, start?.at ?? 0));
		engineHas ??= readFunctionNames(clickhouse).catch((cause: unknown) => {
			engineHas = null;
			throw cause;
		});
		const root = sqlTree(await readTree(analysts, login, filled));
		if (!root) throw new StatementError('refused', 'This cannot be read as one SELECT.');
		const objection = treeObjection(root, await engineHas);
		if (!objection) return remember(filled.sql, tablesOf(root));
		const { message, word } = objection;
		throw new StatementError('refused', message, word === null ? null : placeOfWord(written, word));
	}

	/** Looks at the statement, and goes on with it when nothing is against it. */
	async function looked<Result>(
		product: Product,
		statement: Statement,
		goOn: (login: AnalystLogin, filled: FilledSql, tables: readonly string[]) => Promise<Result>
	): Promise<Result> {
		const filled = fillMacros({ statement, range: rangeOf(statement) });
		const login = await loginOf(product.number);
		try {
			return await goOn(login, filled, await tablesRead(login, statement.sql, filled));
		} catch (cause) {
			throw statementError(cause, { written: statement.sql, filled });
		}
	}

	const note = (product: Product, { sql }: Statement, { name }: StatementAsker, how: object = {}): void => {
		if (name !== null) log({ author: name, product: product.slug, sql, ...how }, 'a statement of an analyst');
	};

	return {
		rangeOf,
		note: (product, statement, asker) => note(product, statement, asker),
		ask: (product, statement, asker, signal) =>
			inTurn(
				asker.key,
				async () => {
					const nowMs = now();
					try {
						const result = await looked(product, statement, (login, filled) =>
							readStatement({ clickhouse, analysts, login, signal }, filled)
						);
						note(product, statement, asker, { ended: 'answered', rows: result.n, elapsedMs: result.elapsedMs });
						return { watermark: toRfc3339(nowMs), result };
					} catch (cause) {
						const ended = cause instanceof StatementError ? cause.code : signal?.aborted ? 'aborted' : 'error';
						note(product, statement, asker, { ended });
						throw cause;
					}
				},
				signal
			),
		costOf: (product, statement) =>
			looked(product, statement, (_login, _filled, tables) => {
				const isBounded = /\{\s*from\b/.test(statement.sql) && /\{\s*to\b/.test(statement.sql);
				const range = isBounded ? rangeOf(statement) : null;
				return readStatementCost(clickhouse, { product: product.number, tables, range });
			})
	};
}
