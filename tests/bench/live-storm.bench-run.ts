import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { startServer } from '../fixtures/start-server.ts';
import { bodyOf, startBenchStore } from './bench-store.ts';
import { createCrowd, liveUrl } from './crowd.ts';
import { firstSession } from './first-session.ts';
import { machineLine, writeFigures } from './machine.ts';
import { tenPanels } from './ten-panels.ts';

const VIEWERS = Number(process.env.UPSHOT_BENCH_VIEWERS ?? 1000);
const DEADLINE_MS = 10_000;

const whole = (value: number) => Math.round(value).toLocaleString('en');

/** How long each of many requests took that began one after another until `isOver`. */
async function timesUntil(isOver: () => boolean, request: () => Promise<Response>): Promise<number[]> {
	const times: number[] = [];
	while (!isOver()) {
		const startMs = performance.now();
		const response = await request();
		await response.arrayBuffer();
		times.push(response.ok ? performance.now() - startMs : Infinity);
		await delay(20);
	}
	return times.toSorted((a, b) => a - b);
}

const spread = (times: readonly number[]): string =>
	`${whole(times[Math.floor(times.length / 2)] ?? NaN)} / ${whole(times.at(-1) ?? NaN)} ms (${times.length})`;

it('measures how a thousand viewers come back after a restart', async () => {
	const store = await startBenchStore();
	const machine = machineLine({ ClickHouse: await store.version() });
	const cookie = await firstSession(store.server.setupUrl ?? '');
	const headers = { authorization: `Bearer ${store.product.key.all}`, 'content-type': 'application/json' };
	const crowd = createCrowd();
	let { server } = store;
	const post = () => fetch(`${server.url}/api/v1/feedback`, { method: 'POST', headers, body: bodyOf(1).toString() });
	const health = () => fetch(`${server.url}/healthz`);
	try {
		for (let index = 0; index < 30; index++) await post();
		const url = liveUrl(server.url);
		const [panels, { slug, key }] = [tenPanels(), store.product];
		await crowd.grow({ url, key: key.read, panels }, VIEWERS / 2);
		await crowd.grow({ url, cookie, panels: panels.map((panel) => ({ ...panel, product: slug })) }, VIEWERS / 2);
		await crowd.allLive();
		await server.stop();
		server = await startServer({ env: { ...store.urls, PORT: new URL(server.url).port } });
		let isOver = false;
		const others = Promise.all([timesUntil(() => isOver, post), timesUntil(() => isOver, health)]);
		const tookMs = await crowd.allLive();
		isOver = true;
		const [posts, healths] = await others;
		const { refused } = await crowd.counts();
		writeFigures('live-storm', [
			machine,
			'',
			`${whole(VIEWERS)} viewers of ten panels, half with a key and half signed in, knock within a second of the start and have every answer after **${(tookMs / 1000).toFixed(1)} s**. Meanwhile, one after another, middle / worst (how many): a row acknowledged ${spread(posts)}, \`/healthz\` ${spread(healths)}.`
		]);
		console.log({ tookMs, posts: spread(posts), healths: spread(healths), refused });
		expect(tookMs).toBeLessThan(DEADLINE_MS);
		expect(refused).toBe(0);
	} finally {
		crowd.stop();
		await server.stop();
		await store.stop();
	}
});
