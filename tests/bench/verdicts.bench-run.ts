import code from 'virtual:fit-worker';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { productMetrics } from '../../src/lib/domain/metric-settings.ts';
import type { Release } from '../../src/lib/domain/release.ts';
import { createFitter } from '../../src/lib/server/verdicts/create-fitter.ts';
import { createProductBoard } from '../../src/lib/server/verdicts/product-board.ts';
import { startBenchStore } from './bench-store.ts';
import { machineLine, writeFigures } from './machine.ts';

const PRODUCTS = Number(process.env.UPSHOT_BENCH_PRODUCTS ?? 25);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAYS = 84;
const NOW = 1_700_000_123_456;
const FIRST = 4_000_000_000;
const TICKS = 5;

/** Forty answers an hour on five scales and twenty events, of customers who come back. */
const fill = (table: 'feedback' | 'events', perHour: number) => `
	INSERT INTO ${table} (product, at, id, ${table === 'feedback' ? 'scale, score, channel, lang, text' : 'name'}, version, customer, attributes, batch)
	SELECT {product:UInt32}, fromUnixTimestamp64Milli(toInt64({from:Int64} + intDiv(number * ${HOUR_MS}, ${perHour})), 'UTC'),
		toString(generateUUIDv7(number)),
		${
			table === 'feedback'
				? `['stars', 'csat', 'nps', 'ces', 'thumbs'][1 + number % 5],
		if(number % 5 = 4, cityHash64(number) % 2, 1 + cityHash64(number) % 5), if(number % 3 = 0, 'ios', 'android'), if(number % 2 = 0, 'en', 'zh'), ''`
				: `'order'`
		},
		'1.0', if(number % 4 = 0, '', concat('c', toString(cityHash64(number, 1) % 20000))), map(), 1
	FROM numbers({rows:UInt64}) SETTINGS max_partitions_per_insert_block = 0`;

const releases = Array.from({ length: 4 }, (_, index): Release => ({
	...{
		version: `2.${index}`,
		at: new Date(NOW - (3.5 + index * 7) * DAY_MS).toISOString(),
		title: '',
		notes: '',
		url: ''
	},
	...{ assignment: 'everyone', rollout: 'instant', stages: [] }
}));
const definitions = {
	releases,
	metrics: productMetrics(new Map()),
	promises: new Map(),
	topics: [],
	zone: 'Europe/Berlin'
};
const versions = releases.map(({ version }) => version);

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

it('measures a hundred releases of ten metrics, judged again and again', async () => {
	const store = await startBenchStore();
	const threads: Worker[] = [];
	const fitter = createFitter(() => {
		const worker = new Worker(code, { eval: true });
		threads.push(worker);
		return worker;
	});
	/** How long the thread of the fits was at work. */
	const fittingMs = () =>
		threads.reduce((sum, { performance: { eventLoopUtilization } }) => sum + eventLoopUtilization().active, 0);
	const machine = machineLine({ ClickHouse: await store.version() });
	try {
		const { clickhouse } = store;
		let nowMs = NOW;
		const insert = async (product: number, fromMs: number, hours: number) => {
			for (const [table, perHour] of [
				['feedback', 40],
				['events', 20]
			] as const)
				await clickhouse.command({
					query: fill(table, perHour),
					query_params: { product, from: fromMs, rows: Math.ceil(hours * perHour) }
				});
		};
		const boards: { product: number; board: ReturnType<typeof createProductBoard> }[] = [];
		for (let index = 0; index < PRODUCTS; index++) {
			const product = FIRST + index;
			await insert(product, NOW - DAYS * DAY_MS, DAYS * 24);
			const board = createProductBoard(
				{ clickhouse, fitter, now: () => nowMs, monotonic: () => performance.now() },
				product
			);
			boards.push({ product, board });
		}
		const round = async () => {
			const [began, cpu, fitting] = [performance.now(), process.cpuUsage(), fittingMs()];
			let cells = 0;
			for (const { board } of boards)
				for (const { judged } of await board.look(definitions, versions))
					cells += judged.filter((one) => one.judged !== null).length;
			const { user, system } = process.cpuUsage(cpu);
			return {
				...{ cells, wallMs: performance.now() - began, cpuMs: (user + system) / 1000 },
				fitMs: fittingMs() - fitting
			};
		};
		const cold = await round();
		const ticks = [];
		for (let tick = 0; tick < TICKS; tick++) {
			nowMs += 90_000;
			for (const { product, board } of boards) {
				await insert(product, nowMs - 60_000, 0.1);
				const range = { fromMs: nowMs - 60_000, toMs: nowMs + 1 };
				for (const table of ['feedback', 'events'] as const) board.changed({ product, table, range });
			}
			ticks.push(await round());
		}
		const cells = cold.cells;
		const wall = ticks.map(({ wallMs }) => wallMs);
		const cpu = ticks.map(({ cpuMs }) => cpuMs);
		const fits = ticks.map(({ fitMs }) => fitMs);
		type Taken = Readonly<{ wallMs: number; cpuMs: number; fitMs: number }>;
		const row = (name: string, { wallMs, cpuMs, fitMs }: Taken) =>
			`| ${name} | ${[wallMs, cpuMs, fitMs].map((ms) => `${Math.round(ms)} ms`).join(' | ')} | ${(fitMs / cells).toFixed(2)} ms |`;
		const lines = [
			row('first look, a fit each', cold),
			row(`after new rows, middle of ${TICKS}`, { wallMs: middle(wall), cpuMs: middle(cpu), fitMs: middle(fits) }),
			row('the same, worst', { wallMs: Math.max(...wall), cpuMs: Math.max(...cpu), fitMs: Math.max(...fits) })
		];
		console.log(lines.join('\n'));
		writeFigures('verdicts', [
			...[machine, '', `${PRODUCTS * 4} releases, ${cells} cells with answers.`, ''],
			'| all of them | with reading | processor of the app | the thread of the fits | of it a cell |',
			'| --- | --- | --- | --- | --- |',
			...lines
		]);
		expect(cells).toBe(PRODUCTS * 40);
	} finally {
		await fitter.stop();
		await store.stop();
	}
});
