import { expect, it } from 'vitest';
import { bodyOf, rowAt, startBenchStore } from './bench-store.ts';
import { closedLoop, openLoop, type Load } from './load.ts';
import { machineLine, usageOf, writeFigures } from './machine.ts';
import { bulkRate, startOneInsertPerRequest } from './peers.ts';

const SECONDS = Number(process.env.UPSHOT_BENCH_SECONDS ?? 4);
const OFFERED = { rate: 500, seconds: 10 };

const whole = (value: number) => Math.round(value).toLocaleString('en');
const loadCells = ({ perSecond, p50Ms, p99Ms }: Load) => `${whole(perSecond)} | ${whole(p50Ms)} / ${whole(p99Ms)}`;
const headers = (key: string) => ({ authorization: `Bearer ${key}`, 'content-type': 'application/json' });

it('measures how fast rows are acknowledged, beside one INSERT per request and bulk INSERTs', async () => {
	const store = await startBenchStore();
	const peer = await startOneInsertPerRequest(store.address);
	const lane = { url: `${store.server.url}/api/v1/feedback`, headers: headers(store.product.key.ingest), body: bodyOf };
	const single = { url: peer.url, headers: headers('none'), body: bodyOf };
	const machine = machineLine({ ClickHouse: await store.version() });
	const lines: string[] = [];
	const ratios: string[] = [];
	try {
		const bulk = await bulkRate(store.clickhouse, {
			...{ product: 4_000_000_001, seconds: SECONDS },
			row: (index) => rowAt(index, `bulk-${index}`)
		});
		for (const connections of [64, 256])
			for (const batch of [1, 10, 100]) {
				const load = { connections, batch, seconds: SECONDS };
				const ours = await closedLoop(lane, load);
				const theirs = await closedLoop(single, load);
				const ratio = ours.perSecond / theirs.perSecond;
				ratios.push(`${connections}×${batch}: ${ratio.toFixed(1)}`);
				const failed = theirs.failed + ours.failed > 0 ? ` (${ours.failed} / ${theirs.failed} failed)` : '';
				lines.push(
					`| ${connections} × ${batch} | ${loadCells(ours)} | ${loadCells(theirs)} | ${Number.isFinite(ratio) ? `${ratio.toFixed(1)} ×` : 'none in time'}${failed} | ${(ours.perSecond / bulk).toFixed(2)} × |`
				);
				console.log(lines.at(-1));
			}
		const cpu = async (run: () => Promise<Load>) => {
			const before = usageOf(store.enginePid).cpuSeconds;
			const load = await run();
			return { load, cores: (usageOf(store.enginePid).cpuSeconds - before) / OFFERED.seconds };
		};
		const ours = await cpu(() => openLoop(lane, OFFERED));
		const theirs = await cpu(() => openLoop(single, OFFERED));
		const memory = [store.server.process.pid!, store.enginePid].map((pid) => usageOf(pid).megabytes);
		writeFigures('ingest', [
			machine,
			'',
			`Bulk INSERT of 100,000 rows a statement, one at a time, straight to the engine: **${whole(bulk)} rows/s**.`,
			'',
			'| connections × batch | Upshot, rows/s | p50 / p99 ms | one INSERT per request, rows/s | p50 / p99 ms | ratio | of bulk |',
			'| --- | --- | --- | --- | --- | --- | --- |',
			...lines,
			'',
			`Offered ${OFFERED.rate} single rows a second, open loop: Upshot ${loadCells(ours.load).replace('|', 'rows/s,')} ms with ${ours.cores.toFixed(2)} cores of the engine; one INSERT per request ${loadCells(theirs.load).replace('|', 'rows/s,')} ms with ${theirs.cores.toFixed(2)} cores.`,
			'',
			`Memory after it: app ${whole(memory[0]!)} MB, ClickHouse ${whole(memory[1]!)} MB.`
		]);
		console.log(ratios.join(', '), 'bulk', whole(bulk), 'offered', ours, theirs);
	} finally {
		await peer.stop();
		await store.stop();
	}
	expect(lines).toHaveLength(6);
});
