import { createApi } from '../fixtures/api.ts';
import { startServer } from '../fixtures/start-server.ts';
import { startStandaloneEngines } from '../fixtures/standalone-engines.ts';
import type { FeedbackRow } from '../../src/lib/domain/feedback.ts';
import { createClickHouse, withDatabase } from '../../src/lib/server/store/client.ts';

const HOUR_MS = 3_600_000;
const WORDS = 'what a customer says about the newest release in sixty bytes';

/** A row as people send it: sixty bytes of text, three attributes, the last day. */
export const rowAt = (index: number, id: string): FeedbackRow => ({
	...{ id, ownId: true, atMs: Date.now() - (index % 86_400) * 1000, scale: 'stars' },
	...{ score: 1 + (index % 5), text: WORDS, customer: `c-${index % 200_000}`, version: `1.${index % 7}` },
	...{ channel: index % 2 === 0 ? 'ios' : 'android', lang: 'en' },
	attributes: [
		['plan', index % 3 === 0 ? 'pro' : 'free'],
		['country', 'DE'],
		['build', String(index % 50)]
	]
});

let requests = 0;
/** A batch as JSON; no id is sent twice. */
export function bodyOf(rows: number): Buffer {
	const prefix = `${process.pid.toString(36)}-${(++requests).toString(36)}-`;
	const parts = Array.from({ length: rows }, (_, index) => {
		const atMs = Date.now() - ((requests + index) % 24) * HOUR_MS;
		return `{"id":"${prefix}${index}","at":${atMs},"scale":"stars","score":${1 + (index % 5)},"text":"${WORDS}","customer":"c-${requests % 20_000}","version":"1.${index % 7}","channel":"ios","lang":"en","attributes":{"plan":"pro","country":"DE","build":"${index % 50}"}}`;
	});
	return Buffer.from(rows === 1 ? (parts[0] ?? '') : `[${parts.join(',')}]`);
}

/** Both engines by themselves, and a server on them: so that others can use the same ClickHouse. */
export async function startBenchStore(env: Record<string, string> = {}) {
	const engines = await startStandaloneEngines();
	const urls = { CLICKHOUSE_URL: engines.clickhouseUrl, DATABASE_URL: engines.databaseUrl };
	const server = await startServer({ env: { ...urls, ...env } });
	const { origin, username, password, pathname } = new URL(engines.clickhouseUrl);
	const address = withDatabase({ url: origin + pathname, username, password: decodeURIComponent(password) });
	const clickhouse = createClickHouse(address, () => {});
	const api = createApi(server);
	const product = await api.newProduct();
	const state = engines.clickhouseState();
	return {
		...{ engines, urls, server, address, clickhouse, api, product },
		enginePid: 'pid' in state ? state.pid : NaN,
		version: async () => {
			const result = await clickhouse.query({ query: 'SELECT version() AS v', format: 'JSONEachRow' });
			return (await result.json<{ v: string }>())[0]?.v ?? '';
		},
		stop: async () => {
			await clickhouse.close();
			await server.stop();
			await engines.stop();
		}
	};
}
