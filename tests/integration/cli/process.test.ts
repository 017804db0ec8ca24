import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeText } from './command.ts';
import { startRecordingServer, type RecordingServer } from './recording-server.ts';

const COMMAND = join(process.cwd(), 'bin', 'upshot.js');
if (!existsSync('build/cli.js')) throw new Error('The command is not built: npm run build');

let server: RecordingServer;
beforeEach(async () => {
	server = await startRecordingServer();
});
afterEach(() => server.close());

function start(args: readonly string[], environment: Record<string, string> = {}): ChildProcess {
	const env = { PATH: process.env['PATH'] ?? '', UPSHOT_URL: server.url, UPSHOT_API_KEY: 'secret-key', ...environment };
	return spawn(process.execPath, [COMMAND, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function ended(child: ChildProcess): Promise<{ code: number | null; out: string; err: string }> {
	const texts = { out: '', err: '' };
	child.stdout?.on('data', (chunk: Buffer) => (texts.out += chunk.toString()));
	child.stderr?.on('data', (chunk: Buffer) => (texts.err += chunk.toString()));
	const [code] = (await once(child, 'close')) as [number | null];
	return { code, ...texts };
}

const rowsFile = (count: number) =>
	writeText('r.csv', ['at,rating', ...Array.from({ length: count }, () => '2026-01-31T08:00:00Z,5')].join('\n'));

describe('bin/upshot.js', () => {
	it('says what to do before the first build', () => {
		const folder = mkdtempSync(join(tmpdir(), 'upshot-bin-'));
		cpSync(COMMAND, join(folder, 'bin', 'upshot.js'), { recursive: true });
		const { status, stderr } = spawnSync(process.execPath, [join(folder, 'bin', 'upshot.js')], { encoding: 'utf8' });
		expect([status, stderr]).toEqual([2, 'Run "npm run up" once first: it builds the command.\n']);
	});

	it('imports with the server and the key of the environment', async () => {
		const path = await rowsFile(3);
		const { code, out, err } = await ended(start(['import', 'feedback', path, '--product', 'shop', '--yes']));
		expect([code, out]).toEqual([0, expect.stringContaining('3 added')]);
		expect(server.requests[0]!.key).toBe('Bearer secret-key');
		expect(out + err).not.toContain('secret-key');
	});

	it('refuses without a terminal and without --yes', async () => {
		const { code, err } = await ended(start(['import', 'feedback', await rowsFile(1), '--product', 'shop']));
		expect([code, err.trimEnd().split('\n').at(-1)]).toEqual([
			2,
			'No one is there to confirm these columns: add --yes, or map each needed field with --map.'
		]);
	});

	it('stops cleanly at Ctrl-C', async () => {
		server.always('/api/v1/feedback', { status: 503, headers: { 'retry-after': '30' } });
		const child = start(['import', 'feedback', await rowsFile(20_000), '--product', 'shop', '--yes']);
		const end = ended(child);
		await vi.waitUntil(() => server.requestsTo('/api/v1/feedback').length > 0, 10_000);
		child.kill('SIGINT');
		const { code, out, err } = await end;
		expect(code).toBe(130);
		expect(err).toContain('Stopping after the rows under way.');
		expect(out).toContain('Stopped before the end of the file.');
	});

	it('is silent when its reader leaves', async () => {
		const child = start(['import', '--help']);
		child.stdout?.destroy();
		expect(await ended(child)).toMatchObject({ code: 0, err: '' });
	});
});
