import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import type { FeedbackRow } from '../../src/lib/domain/feedback.ts';
import type { ClickHouseAddress, ClickHouseClient } from '../../src/lib/server/store/client.ts';
import { encodeFeedback, insertFeedback } from '../../src/lib/server/store/insert-rows.ts';

/** The peer of the lane, as a process of its own. */
export async function startOneInsertPerRequest(address: ClickHouseAddress) {
	const folder = await mkdtemp(join(tmpdir(), 'upshot-bench-'));
	await build({
		configFile: false,
		logLevel: 'error',
		ssr: { noExternal: true },
		build: { ssr: 'tests/bench/one-insert-per-request.ts', outDir: folder, emptyOutDir: true, target: 'node20' }
	});
	const script = join(folder, 'one-insert-per-request.js');
	const child = spawn(process.execPath, ['--input-type=module', '-e', `await import(${JSON.stringify(script)})`], {
		env: { PATH: process.env.PATH ?? '', STORE: JSON.stringify(address) },
		stdio: ['ignore', 'pipe', 'inherit']
	});
	const [line] = await new Promise<string[]>((resolve, reject) => {
		createInterface({ input: child.stdout }).once('line', (text) => resolve([text]));
		child.once('exit', () => reject(new Error('the peer did not start')));
	});
	return {
		url: `http://127.0.0.1:${line}/`,
		pid: child.pid!,
		stop: async () => {
			child.kill('SIGKILL');
			await rm(folder, { recursive: true, force: true });
		}
	};
}

const BULK_ROWS = 100_000;

type BulkOptions = { product: number; row: (index: number) => FeedbackRow; seconds: number; rows?: number };

/** Rows a second of one INSERT of 100,000 rows after another, RowBinary, straight to the engine. */
export async function bulkRate(
	clickhouse: ClickHouseClient,
	{ product, row, seconds, rows: most = Infinity }: BulkOptions
): Promise<number> {
	let [rows, statement] = [0, 0];
	const startMs = performance.now();
	while (rows < most && performance.now() < startMs + seconds * 1000) {
		const batch = BigInt(++statement);
		const bulk = Array.from({ length: BULK_ROWS }, (_, index) => row(rows + index));
		const { bytes } = encodeFeedback({ product, batch, rows: bulk });
		await insertFeedback(clickhouse, { pieces: [bytes], queryId: `bulk-${process.pid}-${statement}` });
		rows += BULK_ROWS;
	}
	return (rows * 1000) / (performance.now() - startMs);
}
