import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { MASTER_KEY } from '../../fixtures/start-server.ts';

export type Ended = { code: number | null; lines: string[] };

/** A start that is expected to fail: its exit code, and every line of both streams. */
export async function runToExit(env: Record<string, string>): Promise<Ended> {
	const child = spawn(process.execPath, ['src/shell/server.js'], {
		stdio: ['ignore', 'pipe', 'pipe'],
		env: {
			PATH: process.env.PATH ?? '',
			HOME: process.env.HOME ?? '',
			UPSHOT_MASTER_KEY: MASTER_KEY,
			UPSHOT_SAMPLE: 'off',
			UPSHOT_DATA_DIR: '/nowhere/upshot-never-made',
			...env
		}
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (output += bytes.toString()));
	// A start that succeeds against expectation must not outlive the test.
	const deadline = setTimeout(() => child.kill('SIGKILL'), 45_000);
	await once(child, 'close');
	clearTimeout(deadline);
	return { code: child.exitCode, lines: output.split('\n').filter((line) => line !== '') };
}
