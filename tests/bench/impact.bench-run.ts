import { expect, it } from 'vitest';
import { readAnswerCounts, readRespondents } from '../../src/lib/server/store/read-respondents.ts';
import { startBenchStore } from './bench-store.ts';
import { machineLine, writeFigures } from './machine.ts';

const ROWS = Number(process.env.UPSHOT_BENCH_ROWS ?? 10_000_000);
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const DAYS = 84;
const FROM_MS = 1_700_000_123_456;
const MINE = 4_000_000_000;

/** Three quarters of the answers by two million customers, three versions, sixty bytes of text. */
const FILL = `
	INSERT INTO feedback (product, at, id, scale, score, channel, version, lang, customer, text, attributes, batch)
	SELECT {product:UInt32}, fromUnixTimestamp64Milli(toInt64({from:Int64} + intDiv(number * {length:UInt64}, {rows:UInt64})), 'UTC'),
		toString(generateUUIDv7(number)), 'stars', 1 + cityHash64(number) % 5, if(number % 3 = 0, 'ios', 'android'),
		concat('1.', toString(number % 3)), if(number % 2 = 0, 'en', 'zh'),
		if(number % 4 = 0, '', concat('customer-', toString(cityHash64(number, 1) % 2000000))),
		concat('what a customer says about the newest release, number ', toString(number)), map(), 1
	FROM numbers({rows:UInt64})
	SETTINGS max_partitions_per_insert_block = 0`;

it('measures what a verdict reads of ten million answers', async () => {
	const store = await startBenchStore();
	const machine = machineLine({ ClickHouse: await store.version() });
	try {
		const { clickhouse } = store;
		const range = { fromMs: FROM_MS, toMs: FROM_MS + DAYS * DAY_MS };
		const parameters = { product: MINE, from: FROM_MS, length: DAYS * DAY_MS, rows: ROWS };
		await clickhouse.command({ query: FILL, query_params: parameters });
		const hours = { product: MINE, range, widthMs: HOUR_MS };
		const release = { fromMs: range.toMs - 28 * DAY_MS, toMs: range.toMs };
		const topics = [
			['slow', 'late'],
			['newest', 'crash']
		];
		const readings = {
			'all answers by hour, 84 days (the limit: no customers)': () => readAnswerCounts(clickhouse, hours),
			'respondents by hour, 84 days': () => readRespondents(clickhouse, hours),
			'respondents by hour and language, 84 days': () => readRespondents(clickhouse, { ...hours, segment: 'lang' }),
			'respondents by hour and two topics, 84 days': () => readRespondents(clickhouse, { ...hours, topics }),
			'respondents by 5 minutes, 28 days': () =>
				readRespondents(clickhouse, { product: MINE, range: release, widthMs: HOUR_MS / 12 })
		};
		const lines: string[] = [];
		for (const [name, read] of Object.entries(readings)) {
			const times: number[] = [];
			let counts = 0;
			for (let round = 0; round < 3; round++) {
				const startMs = performance.now();
				counts = (await read()).length;
				times.push(performance.now() - startMs);
			}
			const [best = NaN, middle = NaN, worst = NaN] = times.toSorted((a, b) => a - b);
			lines.push(`| ${name} | ${counts} | ${[best, middle, worst].map(Math.round).join(' · ')} ms |`);
			console.log(lines.at(-1));
		}
		writeFigures('impact', [
			machine,
			'',
			`${ROWS.toLocaleString('en')} answers of one product in ${DAYS} days.`,
			'',
			'| reading | counts | best · middle · worst of three |',
			'| --- | --- | --- |',
			...lines
		]);
	} finally {
		await store.stop();
	}
	expect(ROWS).toBeGreaterThan(0);
});
