import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type postgres from 'postgres';

/** One table with its columns. */
export type MetadataTable = Readonly<{ table: string; columns: readonly string[] }>;

/** How far a sequence has counted: what was given out once is never given out again. */
export type SequenceState = Readonly<{ sequence: string; last: string }>;

/** Every table as it was at one moment. */
export type MetadataSnapshot = Readonly<{
	tables: readonly MetadataTable[];
	sequences: readonly SequenceState[];
	/** When the newest migration was made. */
	migration: string;
	count: (table: string) => Promise<number>;
	/** The rows as PostgreSQL writes them in JSON, one a line. */
	read: (table: MetadataTable) => AsyncIterable<Uint8Array>;
}>;

/** Processes and their turns belong to the moment, not to the data. */
const PASSING = ['processes', 'turns'];

type TableRow = { name: string; columns: string[] };

/** Tables in an order in which each comes after those it refers to. */
async function readTables(sql: postgres.ISql): Promise<MetadataTable[]> {
	const rows = await sql<TableRow[]>`
		SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
		FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
		WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND NOT c.relname = ANY(${PASSING})
		GROUP BY c.relname ORDER BY c.relname`;
	const links = await sql<{ child: string; parent: string }[]>`
		SELECT child.relname AS child, parent.relname AS parent FROM pg_constraint con
		JOIN pg_class child ON child.oid = con.conrelid JOIN pg_class parent ON parent.oid = con.confrelid
		WHERE con.contype = 'f' AND child.oid <> parent.oid`;
	const placed: MetadataTable[] = [];
	const isPlaced = (name: string) => placed.some(({ table }) => table === name);
	let rest = [...rows];
	while (rest.length > 0) {
		const ready = rest.filter(({ name }) => links.every(({ child, parent }) => child !== name || isPlaced(parent)));
		if (ready.length === 0) throw new Error('Tables refer to each other in a circle.');
		for (const { name, columns } of ready) placed.push({ table: name, columns });
		rest = rest.filter(({ name }) => !isPlaced(name));
	}
	return placed;
}

const readSequences = (sql: postgres.ISql): Promise<SequenceState[]> => sql<SequenceState[]>`
	SELECT sequencename::text AS sequence, last_value::text AS last FROM pg_sequences
	WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY sequencename`;

const ROWS_AT_ONCE = 500;

/**
 * Not COPY: where its rows come in one piece, the driver (3.4.9) stops reading the connection and never goes on, see
 * `CopyData` in its connection.js.
 */
async function* readLines(sql: postgres.ISql, { table, columns }: MetadataTable): AsyncGenerator<Buffer> {
	const rows = sql<{ line: string }[]>`
		SELECT row_to_json(picked)::text AS line FROM (SELECT ${sql([...columns])} FROM ${sql(table)}) AS picked`;
	for await (const lines of rows.cursor(ROWS_AT_ONCE)) yield Buffer.from(lines.map(({ line }) => `${line}\n`).join(''));
}

/** Puts lines that `readLines` gave into the table. */
async function insertLines(sql: postgres.ISql, { table, columns }: MetadataTable, lines: Readable): Promise<void> {
	const insert = (batch: readonly string[]) => sql`
		INSERT INTO ${sql(table)} (${sql([...columns])}) OVERRIDING SYSTEM VALUE
		SELECT ${sql([...columns])} FROM json_populate_recordset(NULL::${sql(table)}, ${`[${batch.join(',')}]`}::text::json)`;
	let batch: string[] = [];
	for await (const line of createInterface({ input: lines, crlfDelay: Infinity })) {
		batch.push(line);
		if (batch.length < ROWS_AT_ONCE) continue;
		await insert(batch);
		batch = [];
	}
	if (batch.length > 0) await insert(batch);
}

/** Gives all tables as they were at one moment to `use`. */
export async function withMetadataSnapshot(
	sql: postgres.Sql,
	use: (snapshot: MetadataSnapshot) => Promise<void>
): Promise<void> {
	await sql.begin('ISOLATION LEVEL REPEATABLE READ READ ONLY', async (transaction) => {
		const [newest] = await transaction<{ newest: string }[]>`
			SELECT max(created_at)::text AS newest FROM drizzle.__drizzle_migrations`;
		await use({
			tables: await readTables(transaction),
			sequences: await readSequences(transaction),
			migration: newest?.newest ?? '0',
			count: async (table) => {
				const [row] = await transaction<{ n: string }[]>`SELECT count(*)::text AS n FROM ${transaction(table)}`;
				return Number(row?.n);
			},
			read: (table) => readLines(transaction, table)
		});
	});
}

/** Whether nobody and nothing was ever made here. */
export async function isMetadataEmpty(sql: postgres.Sql): Promise<boolean> {
	const [row] = await sql<{ n: string }[]>`
		SELECT ((SELECT count(*) FROM products) + (SELECT count(*) FROM "user"))::text AS n`;
	return Number(row?.n) === 0;
}

/** Fills the empty tables, in one transaction; `open` gives a table's rows as they were read. */
export async function restoreMetadata(
	sql: postgres.Sql,
	{ tables, sequences }: { tables: readonly MetadataTable[]; sequences: readonly SequenceState[] },
	open: (table: string) => Readable
): Promise<void> {
	await sql.begin(async (transaction) => {
		for (const { table } of tables.toReversed()) await transaction`DELETE FROM ${transaction(table)}`;
		for (const table of tables) await insertLines(transaction, table, open(table.table));
		for (const { sequence, last } of sequences)
			await transaction`SELECT setval(${`public.${sequence}`}::regclass, ${last}::bigint)`;
	});
}
