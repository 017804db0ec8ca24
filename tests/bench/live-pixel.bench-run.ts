import { chromium, type Page } from '@playwright/test';
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createPixelFloor } from './pixel-floor.ts';
import { startBenchStore } from './bench-store.ts';
import { createCrowd, liveUrl } from './crowd.ts';
import { firstSession } from './first-session.ts';
import { openLoop } from './load.ts';
import { machineLine, usageOf, writeFigures } from './machine.ts';
import { nowMs, watchPaint } from './painted.ts';

const [RATE, OTHERS] = [500, 100];
const PROBES = Number(process.env.UPSHOT_BENCH_PROBES ?? 100);
const BROWSER = process.env.UPSHOT_TEST_BROWSER ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync);
/** The row of the probes' version in the breakdown; nothing else has it. */
const PROBED = 'tr:has(a[href*="probe"]) td.num';

const whole = (value: number) => Math.round(value).toLocaleString('en');
const quantiles = (times: readonly number[]) => {
	const sorted = times.toSorted((a, b) => a - b);
	const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
	return { p50: at(0.5), p99: at(0.99) };
};

let rows = 0;
/** As customers send it: it happened now. */
const rowOfNow = () => ({
	...{ scale: 'stars', score: 1 + (++rows % 5), text: 'what a customer says about the newest release in sixty bytes' },
	...{ customer: `c-${rows % 20_000}`, version: `1.${rows % 7}`, channel: rows % 2 === 0 ? 'ios' : 'android' }
});

/** The questions that a page opens, as it sends them. */
function questionsOf(page: Page): object[] {
	const questions: object[] = [];
	page.on('websocket', (socket) =>
		socket.on('framesent', ({ payload }) => {
			const opened = /^42\d+(\["panel:open",.*)$/s.exec(String(payload))?.[1];
			if (opened !== undefined) questions.push((JSON.parse(opened) as [string, object])[1]);
		})
	);
	return questions;
}

it('measures the time from a row that is sent to the number that is painted, beside the least there can be', async () => {
	const store = await startBenchStore();
	const machine = machineLine({ ClickHouse: await store.version() });
	const cookie = await firstSession(store.server.setupUrl ?? '');
	const target = {
		url: `${store.server.url}/api/v1/feedback`,
		headers: { authorization: `Bearer ${store.product.key.all}`, 'content-type': 'application/json' },
		body: () => Buffer.from(JSON.stringify(rowOfNow()))
	};
	const probe = async () => {
		const row = { scale: 'stars', score: 4, text: 'probe', version: 'probe', channel: 'ios' };
		const response = await fetch(target.url, { method: 'POST', headers: target.headers, body: JSON.stringify(row) });
		expect(response.status).toBe(200);
	};
	const browser = await chromium.launch({ ...(BROWSER && { executablePath: BROWSER }), args: ['--no-sandbox'] });
	const crowd = createCrowd(1);
	const floor = await createPixelFloor(store.clickhouse);
	try {
		await probe();
		const context = await browser.newContext({ viewport: { width: 1440, height: 1000 } });
		const { hostname } = new URL(store.server.url);
		await context.addCookies(
			cookie.split('; ').map((pair) => {
				const cut = pair.indexOf('=');
				return { name: pair.slice(0, cut), value: pair.slice(cut + 1), domain: hostname, path: '/' };
			})
		);
		const page = await context.newPage();
		const questions = questionsOf(page);
		await page.goto(`${store.server.url}/p/${store.product.slug}`);
		await page.getByRole('button', { name: /^Live/ }).waitFor();
		await crowd.grow({ url: liveUrl(store.server.url), cookie, panels: questions }, OTHERS);
		await crowd.allLive();
		const floorPage = await context.newPage();
		await floor.show(floorPage);

		const seconds = (PROBES * 2 * 0.6 + 20) | 0;
		const load = openLoop(target, { rate: RATE, seconds });
		await delay(5_000);
		const processes = () => [store.server.process.pid!, store.enginePid].map((pid) => usageOf(pid).cpuSeconds);
		const busy = { startMs: performance.now(), cpu: processes(), frames: (await crowd.counts()).frames };

		await page.bringToFront();
		const paintedText = await watchPaint(page, PROBED);
		const times: number[] = [];
		for (let index = 0; index < PROBES; index++) {
			// At any moment of a tick.
			await delay(100 + Math.random() * 300);
			const sentMs = nowMs();
			await probe();
			times.push((await paintedText(String(index + 2))) - sentMs);
		}
		const tookSeconds = (performance.now() - busy.startMs) / 1000;
		const cores = processes().map((cpu, index) => (cpu - (busy.cpu[index] ?? NaN)) / tookSeconds);
		const ticks = ((await crowd.counts()).frames - busy.frames) / OTHERS / tookSeconds;
		await floorPage.bringToFront();
		const least = await floor.times(floorPage, Math.ceil(PROBES / 2));
		const offered = await load;
		const [ours, bare] = [quantiles(times), quantiles(least)];
		writeFigures('live-pixel', [
			machine,
			'',
			`${RATE} rows a second to the same product (acknowledged after ${whole(offered.p50Ms)} / ${whole(offered.p99Ms)} ms), ${OTHERS} other viewers of the same ${questions.length} questions, ${PROBES} probes.`,
			'',
			'| | p50 | p99 |',
			'| --- | --- | --- |',
			`| from the request to the painted number, the overview in Chromium | ${whole(ours.p50)} ms | ${whole(ours.p99)} ms |`,
			`| the least: INSERT, SELECT, one WebSocket frame, a page that shows it | ${whole(bare.p50)} ms | ${whole(bare.p99)} ms |`,
			`| ratio | ${(ours.p50 / bare.p50).toFixed(1)} × | ${(ours.p99 / bare.p99).toFixed(1)} × |`,
			'',
			`Meanwhile ${ticks.toFixed(1)} frames a second to each viewer; the app took ${cores[0]?.toFixed(2)} cores, ClickHouse ${cores[1]?.toFixed(2)}.`
		]);
		console.log({ ours, bare, offered, ticks, cores, questions: questions.length });
		expect(times).toHaveLength(PROBES);
	} finally {
		crowd.stop();
		await browser.close();
		await floor.stop();
		await store.stop();
	}
});
