import postgres from 'postgres';
import { onTestFinished } from 'vitest';
import { type Engines, type EngineOptions, startEngines } from '#lib/server/engines/start-engines.ts';

/** What the engines wrote to the log, a line each. */
export function createLog() {
	const lines: string[] = [];
	const write = (_fields: object, message: string) => void lines.push(message);
	return { lines, log: { info: write, warn: write, error: write } };
}

/** Engines on `dataDir` that stop after the test, if nobody stopped them before. */
export async function startHere(dataDir: string, options: Partial<EngineOptions> = {}): Promise<Engines> {
	const engines = await startEngines({ dataDir, root: process.cwd(), log: createLog().log, ...options });
	onTestFinished(() => engines.stop());
	return engines;
}

/** What ClickHouse answers to `sql`, without the last line end. */
export async function askClickhouse({ clickhouse }: Pick<Engines, 'clickhouse'>, sql: string): Promise<string> {
	const { url, username, password } = clickhouse;
	const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
	const response = await fetch(url, { method: 'POST', headers: { authorization }, body: sql });
	return (await response.text()).replace(/\n$/, '');
}

/** The first column of the first row that PostgreSQL answers to `statement`. */
export async function askPostgres(
	{ postgres: address }: Pick<Engines, 'postgres'>,
	statement: string
): Promise<unknown> {
	const options = { max: 1, fetch_types: false, onnotice: () => {} };
	const sql =
		'url' in address ? postgres(address.url, options) : postgres({ ...options, ...address, host: address.socketDir });
	try {
		const [row] = await sql.unsafe(statement).values();
		return row?.[0];
	} finally {
		await sql.end();
	}
}
