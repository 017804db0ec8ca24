import type { Page } from '@playwright/test';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import type { ClickHouseClient } from '../../src/lib/server/store/client.ts';
import { nowMs, watchPaint } from './painted.ts';

const TABLE = 'bench_floor';

/** The least there can be between a row and its pixel: INSERT, SELECT, a frame, and a page that has nothing else to do. */
export async function createPixelFloor(clickhouse: ClickHouseClient) {
	await clickhouse.command({
		query: `CREATE TABLE ${TABLE} (at DateTime64(3) DEFAULT now64(3), text String) ENGINE = MergeTree ORDER BY at`
	});
	const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
	await once(server, 'listening');
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;

	async function event(): Promise<string> {
		await clickhouse.insert({ table: TABLE, values: [{ text: 'a row' }], format: 'JSONEachRow' });
		const result = await clickhouse.query({ query: `SELECT count() AS n FROM ${TABLE}`, format: 'JSONEachRow' });
		const n = String((await result.json<{ n: string }>())[0]?.n);
		for (const client of server.clients) client.send(n);
		return n;
	}
	return {
		show: async (page: Page): Promise<void> => {
			await page.setContent('<output></output>');
			await page.evaluate(async (url) => {
				const socket = new WebSocket(url);
				socket.onmessage = ({ data }) => (document.querySelector('output')!.textContent = String(data));
				await new Promise((resolve) => (socket.onopen = resolve));
			}, `ws://127.0.0.1:${port}`);
		},
		times: async (page: Page, count: number): Promise<number[]> => {
			const paintedText = await watchPaint(page, 'output');
			const times: number[] = [];
			for (let index = 0; index < count; index++) {
				await delay(100 + Math.random() * 300);
				const sentMs = nowMs();
				times.push((await paintedText(await event())) - sentMs);
			}
			return times;
		},
		stop: async () => {
			server.close();
			for (const client of server.clients) client.terminate();
			await clickhouse.command({ query: `DROP TABLE ${TABLE}` });
		}
	};
}
