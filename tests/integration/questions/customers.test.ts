import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Question, type Bucket, type QuestionInput } from '#lib/domain/question.ts';
import { createQuestions } from '#lib/server/questions/create-questions.ts';
import { openQuestionStore, type QuestionStore } from './question-store.ts';

const HOUR_MS = 3_600_000;
const DAY_START = Date.parse('2026-05-01T00:00:00Z');

/** Customers of each day; each comes twice, at two hours of it. */
const CUSTOMERS = [0, 1, 3_999, 4_000, 4_097, 30_000, 65_536, 65_537, 66_400, 150_000] as const;

const INSERT = `
	INSERT INTO {table:Identifier} (product, at, id, customer)
	SELECT {product:UInt32}, fromUnixTimestamp64Milli({from_ms:Int64}, 'UTC') + toIntervalMillisecond(number * 86400 % 86400000),
		toString(number), if(number % 11 = 5, '', concat('c-', toString(number % {customers:UInt64})))
	FROM numbers({rows:UInt64})`;

describe('distinct customers', () => {
	let store: QuestionStore;

	const fill = (table: string, product: number, day: number, customers: number) =>
		store.clickhouse.command({
			query: INSERT,
			query_params: { table, product, from_ms: DAY_START + day * 24 * HOUR_MS, customers, rows: customers * 2 }
		});

	beforeAll(async () => {
		store = await openQuestionStore();
		for (const [day, customers] of CUSTOMERS.entries()) if (customers > 0) await fill('events', 1, day, customers);
		await fill('feedback', 1, 1, 3);
		await store.merge();
	});
	afterAll(() => store.close());

	const ask = async (question: Partial<QuestionInput>, timezone = 'UTC'): Promise<readonly Bucket[]> => {
		const questions = createQuestions({ clickhouse: store.clickhouse, now: () => DAY_START });
		const range = { from: DAY_START, to: DAY_START + CUSTOMERS.length * 24 * HOUR_MS };
		const asked = Question.parse({ metric: 'active_customers', ...range, bucket: 'day', ...question });
		const { result } = await questions.ask({ number: 1, slug: 'p', name: 'P', timezone }, asked);
		return result.series[0]?.buckets ?? [];
	};

	/** What the rows say, by ClickHouse's own exact count. */
	const exact = async (bucketOf: string) => {
		const rows = await store.clickhouse.query({
			query: `SELECT toUnixTimestamp(${bucketOf}) * 1000 AS start_ms, count() AS n, uniqExactIf(customer, customer != '') AS customers
				FROM (SELECT at, customer FROM feedback WHERE product = 1 UNION ALL SELECT at, customer FROM events WHERE product = 1)
				GROUP BY start_ms SETTINGS optimize_use_projections = 0`,
			format: 'JSONEachRow'
		});
		return new Map(
			(await rows.json<{ start_ms: string; n: string; customers: string }>()).map(
				({ start_ms, n, customers }) => [Number(start_ms), { n: Number(n), customers: Number(customers) }] as const
			)
		);
	};

	/** Exact up to 65,536, else within 1 % and said to be so; the rows always exact. */
	function expectContract(buckets: readonly Bucket[], truth: Awaited<ReturnType<typeof exact>>): void {
		for (const { start, n, value, approximate } of buckets) {
			const { n: rows, customers } = truth.get(Date.parse(start)) ?? { n: 0, customers: null };
			expect(n, start).toBe(rows);
			if (customers !== null && customers > 65_536) {
				expect(approximate, start).toBe(true);
				expect(Math.abs((value ?? 0) / customers - 1), start).toBeLessThan(0.01);
			} else {
				expect(approximate, start).toBeUndefined();
				expect(value, start).toBe(customers);
			}
		}
	}

	it('are exact up to 65,536 a day, and about right beyond', async () => {
		const buckets = await ask({});
		expectContract(buckets, await exact('toStartOfDay(at)'));
		expect(buckets.filter(({ approximate }) => approximate).map(({ start }) => start.slice(8, 10))).toEqual([
			...['08', '09', '10']
		]);
	});

	it('are so in a zone whose days cut an hour', async () => {
		expectContract(await ask({}, 'Asia/Kolkata'), await exact(`toStartOfDay(at, 'Asia/Kolkata')`));
		expectContract(await ask({}, 'Asia/Kathmandu'), await exact(`toStartOfDay(at, 'Asia/Kathmandu')`));
	});

	it.each(['Asia/Shanghai', 'Europe/Berlin', 'America/New_York'])('are so by the days of %s', async (zone) => {
		expectContract(await ask({}, zone), await exact(`toStartOfDay(at, '${zone}')`));
	});

	it('are so by the hour and over everything', async () => {
		expectContract(await ask({ bucket: 'hour' }), await exact('toStartOfHour(at)'));
		const [all, ...others] = await ask({ bucket: 'all' });
		expect(others).toEqual([]);
		expectContract([all!], await exact(`toDateTime(${DAY_START / 1000}, 'UTC')`));
	});

	it('are the same by a filter that every row passes, which the sketches cannot serve', async () => {
		const everyRow = { filter: [{ field: 'version', op: '=', value: '' }] } satisfies Partial<QuestionInput>;
		expect(await ask(everyRow)).toEqual(await ask({}));
		expect(await ask({ ...everyRow, bucket: 'all' })).toEqual(await ask({ bucket: 'all' }));
	});

	it('are the same in a part of the answer, as the live page asks it', async () => {
		const questions = createQuestions({ clickhouse: store.clickhouse, now: () => DAY_START });
		const product = { number: 1, slug: 'p', name: 'P', timezone: 'Asia/Kolkata' };
		const range = { from: DAY_START, to: DAY_START + CUSTOMERS.length * 24 * HOUR_MS };
		const question = Question.parse({ metric: 'active_customers', ...range, bucket: 'day' });
		const [whole] = (await questions.ask(product, question)).result.series;
		for (const bucket of whole?.buckets ?? []) {
			const fromMs = Date.parse(bucket.start);
			const [part] = (await questions.ask(product, question, { fromMs, toMs: fromMs + 1 })).result.series;
			expect(part?.buckets).toEqual([bucket]);
		}
	});
});
