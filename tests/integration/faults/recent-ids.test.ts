import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createClickHouse, ensureDatabase, type ClickHouseClient } from '../../../src/lib/server/store/client.ts';
import { readRecentIds } from '../../../src/lib/server/store/read-recent-ids.ts';

let clickhouse: ClickHouseClient;
beforeAll(async () => {
	const address = { ...inject('clickhouse'), database: `ids_${randomUUID().replaceAll('-', '')}` };
	await ensureDatabase(address);
	clickhouse = createClickHouse(address, () => {});
	await clickhouse.command({
		query: "CREATE TABLE feedback (product UInt32, id String, received_at DateTime64(3, 'UTC')) ORDER BY product"
	});
});
afterAll(() => clickhouse.close());

it('reads every id of the last seven days, whatever its letters and wherever a chunk ends', async () => {
	const id = "concat(repeat('ü😀', number % 60), toString(number))";
	await clickhouse.command({
		query: `INSERT INTO feedback SELECT number + 4000000000, ${id}, now64(3) - toIntervalHour(number % 160) FROM numbers(60000)`
	});
	await clickhouse.command({ query: "INSERT INTO feedback SELECT 1, 'old', now64(3) - toIntervalDay(8)" });
	const found = new Map<string, number>();
	const days = new Set<number>();
	await readRecentIds(clickhouse, 'feedback', (product, text, receivedMs) => {
		found.set(text, product);
		days.add(receivedMs);
	});
	expect(found.size).toBe(60_000);
	for (const number of [0, 1, 59, 60, 31_415, 59_999])
		expect(found.get('ü😀'.repeat(number % 60) + number)).toBe(number + 4_000_000_000);
	const today = Math.floor(Date.now() / 86_400_000) * 86_400_000;
	expect(Math.max(...days)).toBe(today);
	expect(Math.min(...days)).toBeGreaterThanOrEqual(today - 7 * 86_400_000);
});
