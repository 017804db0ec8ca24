import { expect, it } from 'vitest';
import type { ClickHouseClient } from '../../src/lib/server/store/client.ts';
import { startBenchStore } from './bench-store.ts';
import { firstSession } from './first-session.ts';
import { machineLine, writeFigures } from './machine.ts';

const ROWS = Number(process.env.UPSHOT_BENCH_ROWS ?? 1_000_000);

/** A hundred characters of words that are no words, half of them in Chinese letters; one in ten thousand names a thing. */
const FILL = `
	INSERT INTO feedback (product, at, id, scale, score, channel, version, lang, customer, text, attributes, batch)
	SELECT {product:UInt32}, now64(3) - toIntervalSecond(number * 30), concat('s-', toString(number)), 'stars', 1 + number % 5, 'ios',
		concat('1.', toString(number % 7)), if(number % 2 = 0, 'en', 'zh'), '',
		concat(
			if(number % 2 = 0,
				arrayStringConcat(arrayMap(i -> substring(hex(cityHash64(number, i)), 1, 3 + i % 6), range(15)), ' '),
				arrayStringConcat(arrayMap(i -> char(228 + cityHash64(number, i) % 5, 184 + cityHash64(i, number) % 8, 128 + cityHash64(number, i, 7) % 64), range(34)))),
			multiIf(number % 10000 = 0, ' battery', number % 10000 = 1, '电池续航', number % 10 = 2, ' update', number % 10 = 3, '更新', '')),
		map(), 1
	FROM numbers({rows:UInt64})
	SETTINGS max_partitions_per_insert_block = 0`;

async function fill(clickhouse: ClickHouseClient, product: number): Promise<void> {
	await clickhouse.command({ query: FILL, query_params: { product, rows: ROWS } });
	await clickhouse.command({ query: 'OPTIMIZE TABLE feedback FINAL' });
}

it('measures a search through a million answers', async () => {
	const store = await startBenchStore();
	const machine = machineLine({ ClickHouse: await store.version() });
	try {
		const cookie = await firstSession(store.server.setupUrl ?? '');
		const numbers = await store.clickhouse.query({
			query: 'SELECT max(product) AS n FROM feedback',
			format: 'JSONEachRow'
		});
		expect(await numbers.json()).toHaveLength(1);
		await fill(store.clickhouse, 1);
		const lines: string[] = [];
		for (const word of ['battery', '电池续航', 'update', '更新', '']) {
			const times: number[] = [];
			let found = '';
			for (let count = 0; count < 9; count++) {
				const startMs = performance.now();
				const url = `${store.server.url}/p/${store.product.slug}/feedback?q=${encodeURIComponent(word)}`;
				const page = await (await fetch(url, { headers: { cookie } })).text();
				times.push(performance.now() - startMs);
				found = /([\d,]+) answers/.exec(page)?.[1] ?? 'none';
			}
			const [best = NaN, , , , middle = NaN, , , , worst = NaN] = times.toSorted((a, b) => a - b);
			lines.push(`| ${word || 'everything'} | ${found} | ${[best, middle, worst].map(Math.round).join(' · ')} ms |`);
		}
		writeFigures('search', [
			machine,
			'',
			`${ROWS.toLocaleString('en')} answers of a hundred characters, half of them Chinese.`,
			'',
			'| word | answers | whole page: best · middle · worst of nine |',
			'| --- | --- | --- |',
			...lines
		]);
		console.log(lines.join('\n'));
	} finally {
		await store.stop();
	}
	expect(ROWS).toBeGreaterThan(0);
});
