import { EVER, type Api, type TestProduct } from '../fixtures/api.ts';
import type { Answer } from '../../src/lib/domain/question.ts';
import { startEngines } from '../../src/lib/server/engines/start-engines.ts';
import { checkRows } from '../../src/lib/server/store/check-rows.ts';
import { createClickHouse } from '../../src/lib/server/store/client.ts';

const TABLES = ['feedback', 'events'] as const;

/** A filter that every row meets and no projection knows: the answer comes from the rows themselves. */
const RAW_FILTER = {
	feedback: [{ field: 'lang', op: '=', value: '' }],
	events: [{ field: 'customer', op: '=', value: '' }]
};

/** How many rows of both tables there are, as the rows say and as the projections say. */
export async function countRows(api: Api, product: TestProduct): Promise<{ rows: number; projected: number }> {
	const count = async (table: 'feedback' | 'events', filter?: object) => {
		const metric = table === 'feedback' ? 'feedback_volume' : 'event_volume';
		const { body } = await api.ask({ metric, ...EVER, ...(filter && { filter }) }, product);
		return (body as Answer).result.series[0]?.buckets[0]?.n ?? NaN;
	};
	const sum = (parts: number[]) => parts.reduce((total, part) => total + part, 0);
	return {
		rows: sum(await Promise.all(TABLES.map((table) => count(table, RAW_FILTER[table])))),
		projected: sum(await Promise.all(TABLES.map((table) => count(table))))
	};
}

/** Every id of a stopped server's data folder with how often it is there, and the projections' differences. */
export async function readStored(dataDir: string): Promise<{ ids: Map<string, number>; differences: number }> {
	const log = { info: () => {}, warn: () => {}, error: () => {} };
	const engines = await startEngines({ dataDir, root: process.cwd(), log });
	const clickhouse = createClickHouse({ ...engines.clickhouse, database: 'upshot' }, () => {});
	const ids = new Map<string, number>();
	let differences = 0;
	try {
		for (const table of TABLES) {
			const result = await clickhouse.query({
				query: `SELECT id, count() AS n FROM ${table} GROUP BY id`,
				format: 'JSONEachRow'
			});
			for (const { id, n } of await result.json<{ id: string; n: string }>()) ids.set(id, Number(n));
			const check = await checkRows(clickhouse, table, 60);
			if (check.mutations > 0) throw new Error('a mutation is still under way');
			differences += check.differences + check.brokenParts;
		}
	} finally {
		await clickhouse.close();
		await engines.stop();
	}
	return { ids, differences };
}
