import { expect, it } from 'vitest';
import { Question, type QuestionInput } from '../../src/lib/domain/question.ts';
import { createQuestions } from '../../src/lib/server/questions/create-questions.ts';
import type { ClickHouseClient } from '../../src/lib/server/store/client.ts';
import type { TestProduct } from '../fixtures/api.ts';
import { startBenchStore } from './bench-store.ts';
import { firstSession } from './first-session.ts';
import { grow } from './growth-rows.ts';
import { machineLine, usageOf, writeFigures } from './machine.ts';

const SMALL = 1_000_000;
const LARGE = Number(process.env.UPSHOT_BENCH_ROWS ?? 50_000_000);
const ROUNDS = 11;
/** Days over which the rows are spread: the fewer, the more of them in the thirty days that are asked for. */
const SPREADS = [365, 90] as const;

const RANGE = { from: 'now-30d', to: 'now', bucket: 'day' } as const;

const DASHBOARD: readonly QuestionInput[] = [
	{ ...RANGE, metric: 'feedback_volume' },
	{ ...RANGE, metric: 'negative_share' },
	{ ...RANGE, metric: 'stars', groupBy: 'version', groups: 5 },
	{ ...RANGE, metric: 'nps', groupBy: 'channel' },
	{ ...RANGE, metric: 'csat', filter: [{ field: 'channel', op: '=', value: 'ios' }] },
	{ ...RANGE, metric: 'event_volume', groupBy: 'name' },
	{ ...RANGE, metric: 'response_rate' },
	{ ...RANGE, metric: 'feedback_volume', bucket: 'all', groupBy: 'version', groups: 8 }
];

const OTHERS = {
	'customers of each day': [{ ...RANGE, metric: 'active_customers' }],
	'customers of thirty days': [{ ...RANGE, metric: 'active_customers', bucket: 'all' }],
	'events for each customer, by day': [{ ...RANGE, metric: 'events_per_customer' }],
	'stars of one language, by day (no projection has it)': [
		{ ...RANGE, metric: 'stars', filter: [{ field: 'lang', op: '=', value: 'en' }] }
	],
	'answers that hold a word, by day (no projection has it)': [
		{ ...RANGE, metric: 'feedback_volume', filter: [{ field: 'text', op: 'contains', value: 'no 99' }] }
	],
	'stars by an attribute, by day (no projection has it)': [{ ...RANGE, metric: 'stars', groupBy: 'attributes.plan' }]
} as const satisfies Record<string, readonly QuestionInput[]>;

type Times = Readonly<{ p50Ms: number; p95Ms: number; cpuMs: number }>;
type Measured = Readonly<{ times: ReadonlyMap<string, Times>; furthest: number }>;

const whole = (value: number) => Math.round(value).toLocaleString('en');
const cell = ({ p50Ms, p95Ms, cpuMs }: Times) => `${whole(p50Ms)} / ${whole(p95Ms)} (${whole(cpuMs)})`;

function table(days: number, [small, large]: readonly Measured[]): string[] {
	if (!small || !large) return [];
	const lines = [...small.times].map(([name, few]) => {
		const many = large.times.get(name)!;
		return `| ${name} | ${cell(few)} | ${cell(many)} | ${(many.p50Ms / few.p50Ms).toFixed(1)} × |`;
	});
	return [
		`| spread over ${days} days | ${whole(SMALL)} rows | ${whole(LARGE)} rows | p50 |`,
		'| --- | --- | --- | --- |',
		...lines,
		'',
		`Differences from the rows: none; customers of a day at most ${(small.furthest * 100).toFixed(2)} % and ${(large.furthest * 100).toFixed(2)} % from the exact count.`
	];
}

/** Reads rows alone, whatever projections there are. */
const withoutProjections = (clickhouse: ClickHouseClient): ClickHouseClient =>
	new Proxy(clickhouse, {
		get: (target, name) =>
			name === 'query'
				? (statement: Parameters<ClickHouseClient['query']>[0]) =>
						target.query({ ...statement, clickhouse_settings: { optimize_use_projections: 0 } })
				: Reflect.get(target, name, target)
	});

const DISTINCT = `
	SELECT toUnixTimestamp(toStartOfDay(at)) * 1000 AS start_ms, count() AS n, uniqExactIf(customer, customer != '') AS customers
	FROM (SELECT at, customer FROM feedback WHERE product = {product:UInt32} UNION ALL SELECT at, customer FROM events WHERE product = {product:UInt32})
	WHERE at >= fromUnixTimestamp64Milli({from_ms:Int64}, 'UTC') AND at < fromUnixTimestamp64Milli({to_ms:Int64}, 'UTC')
	GROUP BY start_ms SETTINGS optimize_use_projections = 0, max_execution_time = 0`;

it('measures a dashboard over a million rows and over fifty million', async () => {
	const store = await startBenchStore();
	const machine = machineLine({ ClickHouse: await store.version() });
	try {
		const cookie = await firstSession(store.server.setupUrl ?? '');
		const questions = createQuestions({ clickhouse: withoutProjections(store.clickhouse), now: Date.now });
		const timed = async (run: () => Promise<unknown>): Promise<Times> => {
			const times: number[] = [];
			await run();
			const cpuSeconds = usageOf(store.enginePid).cpuSeconds;
			for (let count = 0; count < ROUNDS; count++) {
				const startMs = performance.now();
				await run();
				times.push(performance.now() - startMs);
			}
			const cpuMs = ((usageOf(store.enginePid).cpuSeconds - cpuSeconds) / ROUNDS) * 1000;
			times.sort((a, b) => a - b);
			return { p50Ms: times[Math.floor(ROUNDS / 2)]!, p95Ms: times[Math.floor(ROUNDS * 0.95)]!, cpuMs };
		};
		const page = (path: string) =>
			timed(async () => {
				const response = await fetch(`${store.server.url}/p/${path}`, { headers: { cookie } });
				expect(response.status).toBe(200);
				await response.text();
			});

		/** Against rows alone; the range ends with a whole day, so that no row comes or goes meanwhile. */
		const compare = async (one: TestProduct, number: number) => {
			const product = { number, slug: one.slug, name: 'P', timezone: 'UTC' };
			const today = Math.floor(Date.now() / 86_400_000) * 86_400_000;
			const fixed = { from: today - 30 * 86_400_000, to: today };
			for (const panel of DASHBOARD) {
				const { body: asked } = await store.api.ask({ ...panel, ...fixed }, one);
				const { result } = await questions.ask(product, Question.parse({ ...panel, ...fixed }));
				expect(asked.result, JSON.stringify(panel)).toEqual(result);
			}
			const { body: days } = await store.api.ask({ metric: 'active_customers', ...fixed, bucket: 'day' }, one);
			const counted = await store.clickhouse.query({
				query: DISTINCT,
				query_params: { product: number, from_ms: fixed.from, to_ms: fixed.to },
				format: 'JSONEachRow'
			});
			let furthest = 0;
			const truth = await counted.json<{ start_ms: string; n: string; customers: string }>();
			const buckets = new Map(days.result.series[0]!.buckets.map((bucket) => [Date.parse(bucket.start), bucket]));
			expect(truth).toHaveLength(30);
			for (const { start_ms, n, customers } of truth) {
				const bucket = buckets.get(Number(start_ms))!;
				expect(bucket.n).toBe(Number(n));
				const error = Math.abs(bucket.value! / Number(customers) - 1);
				expect(error).toBeLessThan(bucket.approximate ? 0.01 : 1e-12);
				furthest = Math.max(furthest, error);
			}
			return furthest;
		};

		const measure = async (one: TestProduct, number: number): Promise<Measured> => {
			const open = (panels: readonly QuestionInput[]) =>
				timed(() => Promise.all(panels.map((panel) => store.api.ask(panel, one))));
			const times = new Map<string, Times>([['**a dashboard of eight panels**', await open(DASHBOARD)]]);
			for (const [name, panels] of Object.entries(OTHERS)) times.set(name, await open(panels));
			times.set('the overview, whole page', await page(`${one.slug}?range=30d`));
			times.set('the newest answers, whole page', await page(`${one.slug}/feedback`));
			return { times, furthest: await compare(one, number) };
		};

		let number = 1;
		const measured: Measured[][] = SPREADS.map(() => []);
		let minutes = 0;
		for (const rows of [SMALL, LARGE])
			for (const [index, days] of SPREADS.entries()) {
				// The store's own product stays empty; numbers follow each other.
				const one = await store.api.newProduct();
				number++;
				const startMs = performance.now();
				await grow(store.clickhouse, { product: number, rows, days });
				minutes = (performance.now() - startMs) / 60_000;
				measured[index]!.push(await measure(one, number));
				console.log(rows, days, minutes.toFixed(1), 'minutes', measured[index]!.at(-1)!.times);
			}
		writeFigures('growth', [
			machine,
			'',
			`p50 / p95 ms of ${ROUNDS} (and ms of the engine's processor time each). The last ${whole(LARGE)} rows were made in ${minutes.toFixed(1)} minutes.`,
			...SPREADS.flatMap((days, index) => ['', ...table(days, measured[index]!)])
		]);
	} finally {
		await store.stop();
	}
});
