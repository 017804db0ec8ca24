import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { bodyOf, startBenchStore } from './bench-store.ts';
import { createCrowd, liveUrl } from './crowd.ts';
import { machineLine, usageOf, writeFigures } from './machine.ts';
import { tenPanels } from './ten-panels.ts';

const VIEWERS = [1, 1000, 5000];
const ROUNDS = Number(process.env.UPSHOT_BENCH_ROUNDS ?? 40);
const PACE_MS = 50;

const whole = (value: number) => Math.round(value).toLocaleString('en');
const micro = (seconds: number) => `${(seconds * 1e6).toFixed(1)} µs`;

type Cost = {
	viewers: number;
	seconds: number;
	cpuSeconds: number;
	megabytes: number;
	frames: number;
	bytes: number;
	queries: number;
};

/** Once a second the parts of the tables are looked at, and what is new in them: that goes with time, not with viewers. */
const LOOKS_A_SECOND = 3;

/** What a viewer adds, apart from what one alone costs. */
const perFrame = (cost: Cost, alone: Cost) =>
	(cost.cpuSeconds - alone.cpuSeconds) / ((cost.viewers - alone.viewers) * ROUNDS);

it('measures what a viewer costs, beside a bare WebSocket broadcast of the same bytes', async () => {
	const store = await startBenchStore();
	const machine = machineLine({ ClickHouse: await store.version() });
	const headers = { authorization: `Bearer ${store.product.key.all}`, 'content-type': 'application/json' };
	const post = () =>
		fetch(`${store.server.url}/api/v1/feedback`, { method: 'POST', headers, body: bodyOf(1).toString() });
	const queries = async () => {
		const { body } = await store.api.call<string>('GET', '/metrics');
		return Number(/^upshot_store_queries_total (\d+)$/m.exec(body)?.[1]);
	};
	const crowd = createCrowd();
	const floorCrowd = createCrowd();
	const floor = fork('tests/bench/broadcast.js', { stdio: 'inherit' });
	const [{ port }] = (await once(floor, 'message')) as [{ port: number }];

	async function measured(
		of: typeof crowd,
		viewers: number,
		pid: number,
		round: () => Promise<unknown>
	): Promise<Cost> {
		/** Each row is a frame of its own: the next one is sent when every viewer has it. */
		async function rounds(count: number): Promise<void> {
			let { frames } = await of.counts();
			for (let index = 0; index < count; index++) {
				frames += viewers;
				await round();
				while ((await of.counts()).frames < frames) await delay(10);
				await delay(PACE_MS);
			}
		}
		await rounds(5);
		const before = { counts: await of.counts(), usage: usageOf(pid), queries: await queries() };
		const startMs = performance.now();
		await rounds(ROUNDS);
		const seconds = (performance.now() - startMs) / 1000;
		const after = { counts: await of.counts(), usage: usageOf(pid), queries: await queries() };
		return {
			viewers,
			seconds,
			cpuSeconds: after.usage.cpuSeconds - before.usage.cpuSeconds,
			megabytes: after.usage.megabytes,
			frames: (after.counts.frames - before.counts.frames) / viewers,
			bytes: (after.counts.bytes - before.counts.bytes) / (after.counts.frames - before.counts.frames),
			queries: after.queries - before.queries
		};
	}
	try {
		for (let index = 0; index < 30; index++) await post();
		const [ours, theirs]: [Cost[], Cost[]] = [[], []];
		let there = 0;
		for (const viewers of VIEWERS) {
			const panels = tenPanels();
			await crowd.grow({ url: liveUrl(store.server.url), key: store.product.key.read, panels }, viewers - there);
			await crowd.allLive();
			ours.push(await measured(crowd, viewers, store.server.process.pid!, post));
			console.log(ours.at(-1));
			there = viewers;
		}
		const { refused } = await crowd.counts();
		crowd.stop();
		const bytes = Math.round(ours[0]!.bytes);
		there = 0;
		for (const viewers of VIEWERS) {
			await floorCrowd.grow({ url: `ws://127.0.0.1:${port}`, panels: [], raw: true }, viewers - there);
			await floorCrowd.allLive();
			const send = () => Promise.resolve(floor.send({ bytes }));
			theirs.push(await measured(floorCrowd, viewers, floor.pid!, send));
			console.log(theirs.at(-1));
			there = viewers;
		}
		const [alone, bareAlone] = [ours[0]!, theirs[0]!];
		const lines = ours.map((cost, index) => {
			const bare = theirs[index]!;
			const isOne = index === 0;
			const cpu = isOne ? '–' : micro(perFrame(cost, alone));
			const bareCpu = isOne ? '–' : micro(perFrame(bare, bareAlone));
			const ratio = isOne ? '–' : `${(perFrame(cost, alone) / perFrame(bare, bareAlone)).toFixed(2)} ×`;
			const memory = isOne
				? '–'
				: `${(((cost.megabytes - alone.megabytes) * 1000) / (cost.viewers - 1)).toFixed(1)} kB`;
			return `| ${whole(cost.viewers)} | ${(cost.queries / ROUNDS).toFixed(1)} | ${(cost.frames / ROUNDS).toFixed(2)} | ${cpu} | ${bareCpu} | ${ratio} | ${memory} |`;
		});
		writeFigures('live-viewers', [
			machine,
			'',
			`Ten panels, ${ROUNDS} rows, each sent when every viewer has the one before; a frame has ${whole(bytes)} bytes. One viewer alone: ${((alone.cpuSeconds / ROUNDS) * 1000).toFixed(0)} ms of the app’s processor a tick.`,
			'',
			'| viewers | statements a row, its INSERT among them | frames a viewer and row | processor a viewer and frame | bare `ws` broadcast | ratio | memory a viewer |',
			'| --- | --- | --- | --- | --- | --- | --- |',
			...lines
		]);
		console.log(lines.join('\n'), { refused });
		expect(refused).toBe(0);
		for (const { queries: asked, seconds } of ours) {
			const longer = Math.max(0, seconds - alone.seconds);
			// Where a row takes longer, the question that is asked on all cores is asked for each row, not for two together.
			expect(asked).toBeLessThanOrEqual(alone.queries + ROUNDS + LOOKS_A_SECOND * longer);
		}
	} finally {
		crowd.stop();
		floorCrowd.stop();
		floor.disconnect();
		await store.stop();
	}
});
