import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../fixtures/free-port.ts';

const MASTER_KEY = 'master-key-of-the-tests';

describe('npm run dev', () => {
	let vite: ChildProcess;
	let url: string;
	let dataDir: string;
	let socket: Socket;

	const post = async (path: string, body: unknown): Promise<Response> =>
		fetch(`${url}/api/v1/${path}`, {
			method: 'POST',
			headers: { authorization: `Bearer ${MASTER_KEY}`, 'content-type': 'application/json' },
			body: JSON.stringify(body)
		});
	const event = (name: string) => new Promise<unknown>((resolve) => socket.once(name, resolve));

	beforeAll(async () => {
		dataDir = await mkdtemp(join(tmpdir(), 'upshot-dev-'));
		const port = await freePort();
		url = `http://127.0.0.1:${port}`;
		vite = spawn(process.execPath, ['node_modules/vite/bin/vite.js', 'dev'], {
			stdio: ['ignore', 'pipe', 'inherit'],
			env: {
				PATH: process.env.PATH ?? '',
				HOME: process.env.HOME ?? '',
				PORT: String(port),
				UPSHOT_DATA_DIR: dataDir,
				UPSHOT_MASTER_KEY: MASTER_KEY,
				UPSHOT_SAMPLE: 'off'
			}
		});
		if (!vite.stdout) throw new Error('no output');
		for await (const line of createInterface({ input: vite.stdout })) if (line.startsWith('Upshot is ready')) break;
		vite.stdout.resume();
		expect((await post('products', { slug: 'dev', name: 'Dev' })).status).toBe(201);
		socket = io(url, { auth: { key: MASTER_KEY }, transports: ['websocket'] });
	}, 90_000);

	afterAll(async () => {
		socket.close();
		if (vite.exitCode === null && vite.kill('SIGKILL')) await once(vite, 'exit');
		await rm(dataDir, { recursive: true, force: true });
	});

	/** Opens the panel, posts one row, and counts the frames until the row after it was told, too. */
	async function framesOfTwoRows(): Promise<number> {
		const question = { product: 'dev', metric: 'feedback_volume', from: 'now-1h', to: 'now', bucket: 'all' };
		expect(await socket.emitWithAck('panel:open', question)).toMatchObject({ ok: true });
		let frames = 0;
		const count = () => void frames++;
		socket.on('panels:changed', count);
		for (let row = 0; row < 2; row++) {
			const told = event('panels:changed');
			expect((await post('feedback?product=dev', { scale: 'stars', score: 5 })).status).toBe(200);
			await told;
		}
		socket.off('panels:changed', count);
		return frames;
	}

	it('keeps sockets live over a hot reload of the hub, and tells each change once', async () => {
		if (!socket.connected) await event('connect');
		expect(await framesOfTwoRows()).toBe(2);

		const gone = event('disconnect');
		const now = new Date();
		await utimes('src/lib/server/live/create-hub.ts', now, now);
		// The next request loads the new copy, which lets go of the sockets of the old one.
		const deadline = Date.now() + 20_000;
		let isGone = false;
		void gone.then(() => (isGone = true));
		while (!isGone && Date.now() < deadline) expect((await fetch(`${url}/healthz`)).status).toBe(200);
		expect(await gone).toBe('transport close');
		await event('connect');
		expect(await framesOfTwoRows()).toBe(2);
	}, 60_000);

	it('takes its engines with it when it ends', async () => {
		const pidFile = join(dataDir, 'postgres', 'postmaster.pid');
		expect(existsSync(pidFile)).toBe(true);
		const gone = once(vite, 'exit');
		vite.kill('SIGTERM');
		await gone;
		// PostgreSQL deletes it as the last thing of an orderly end.
		expect(existsSync(pidFile)).toBe(false);
	}, 60_000);
});
