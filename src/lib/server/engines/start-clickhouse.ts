import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { clickhouseConfig, clickhouseUsers } from './clickhouse-config.ts';
import { type EngineProcess, type KeptEngine, keepRunning } from './keep-running.ts';
import type { Log } from './log.ts';
import { packageFolder } from './package-folder.ts';
import { StartError } from './start-error.ts';

export type EmbeddedClickhouse = KeptEngine & { url: string; username: string; password: string };

/** Requests under way get this long at a stop. */
const DRAIN_MS = 8000;

/** A folder whose last user was killed a moment ago is free within this time. */
const FOLDER_WAIT_MS = 6000;

const START_MS = 120_000;

type Launch = { root: string; folder: string; port: number; log: Log };

const libchdb = (root: string) => {
	const libc = process.platform === 'linux' ? '-gnu' : '';
	return path.join(packageFolder(root, 'chdb', `@chdb/lib-${process.platform}-${process.arch}${libc}`), 'libchdb.so');
};

/** The child's only message: the port of its door. */
const portOf = (message: unknown) =>
	typeof message === 'object' && message !== null && 'port' in message && typeof message.port === 'number'
		? message.port
		: undefined;

/** The child's environment: nothing that configures this process reaches it. */
const childEnvironment = () => ({ PATH: process.env.PATH, HOME: process.env.HOME, TZ: 'UTC', LANG: 'C.UTF-8' });

async function stopChild(child: ChildProcess, exited: Promise<string>): Promise<void> {
	if (child.connected) child.send({ stopWithinMs: DRAIN_MS });
	const deadline = setTimeout(() => child.kill('SIGKILL'), DRAIN_MS + 1000);
	await exited;
	clearTimeout(deadline);
}

/** One child that answers, and its port. */
async function launch({ root, folder, port, log }: Launch): Promise<EngineProcess & { port: number }> {
	const child = fork(path.join(root, 'src/shell/clickhouse-child.js'), [libchdb(root), `${port}`], {
		cwd: folder,
		env: childEnvironment(),
		execArgv: [],
		detached: true, // Ctrl-C goes to the whole group
		stdio: ['ignore', 'ignore', 'pipe', 'ipc']
	});
	const said: string[] = [];
	if (child.stderr) {
		createInterface({ input: child.stderr }).on('line', (line) => {
			said.push(line);
			if (said.length > 20) said.shift();
			log.warn({ engine: 'clickhouse' }, line);
		});
	}
	const exited = new Promise<string>((resolve) => {
		child.once('error', (cause) => resolve(cause.message));
		child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
	});
	const answered = once(child, 'message', { signal: AbortSignal.timeout(START_MS) }).then(([message]) =>
		portOf(message)
	);
	const answer = await Promise.race([answered, exited]).catch(() => `no answer in ${START_MS / 1000} s`);
	if (typeof answer === 'number' && child.pid) {
		return { pid: child.pid, port: answer, exited, stop: () => stopChild(child, exited) };
	}
	child.kill('SIGKILL');
	await exited;
	throw new StartError(`ClickHouse did not start (${answer}): ${said.join(' | ')}`);
}

const isFolderTaken = (cause: unknown) => cause instanceof Error && /Code: 76\b/.test(cause.message);

/** Like `launch`, but waits for a predecessor that is just dying to let go of the folder. */
async function launchWhenFree(options: Launch): Promise<EngineProcess & { port: number }> {
	const untilMs = performance.now() + FOLDER_WAIT_MS;
	for (;;) {
		try {
			return await launch(options);
		} catch (cause) {
			if (!isFolderTaken(cause)) throw cause;
			if (performance.now() < untilMs) continue;
			throw new StartError(
				`Another ClickHouse is using ${options.folder}. Stop it, or set UPSHOT_DATA_DIR to another folder.`
			);
		}
	}
}

/** The embedded ClickHouse, answering on a port and with a password that stay the same until `stop`. */
export async function startClickhouse({
	dataDir,
	root,
	log
}: {
	dataDir: string;
	root: string;
	log: Log;
}): Promise<EmbeddedClickhouse> {
	const folder = path.join(dataDir, 'clickhouse');
	const username = 'upshot';
	const password = randomBytes(24).toString('base64url');
	await mkdir(folder, { recursive: true, mode: 0o700 });
	await writeFile(path.join(folder, 'config.xml'), clickhouseConfig(), { mode: 0o600 });
	await writeFile(path.join(folder, 'users.xml'), clickhouseUsers([{ name: username, password }]), { mode: 0o600 });
	let port = 0;
	const start = async () => {
		const life = await launchWhenFree({ root, folder, port, log });
		port = life.port;
		return life;
	};
	const kept = await keepRunning('ClickHouse', start, log);
	return { ...kept, url: `http://127.0.0.1:${port}`, username, password };
}
