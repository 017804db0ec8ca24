import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { engineLine } from './engine-line.ts';
import type { EngineProcess } from './keep-running.ts';
import type { Log } from './log.ts';
import { packageFolder } from './package-folder.ts';
import { StartError } from './start-error.ts';
import { type WatchedChild, watchChild } from './watch-child.ts';

export type ClickhouseLaunch = {
	root: string;
	/** Holds config.xml, users.xml and the tables. */
	folder: string;
	/** What the door shows the engine, as config.xml says. */
	doorKey: string;
	/** Where the door is to listen; 0 for any. */
	port: number;
	log: Log;
};

export type ClickhouseProcess = EngineProcess & { port: number };

/** Requests under way get this long at a stop. */
const DRAIN_MS = 8000;

/** A folder whose last user was killed a moment ago is free within this time. */
const LETTING_GO_MS = 6000;

/** Many tables on a slow disk take a while. */
const START_MS = 120_000;

function libchdb(root: string): string {
	const libc = process.platform === 'linux' ? '-gnu' : '';
	return path.join(packageFolder(root, 'chdb', `@chdb/lib-${process.platform}-${process.arch}${libc}`), 'libchdb.so');
}

/** The port of its door: the child's only message. */
async function portOf(child: ChildProcess): Promise<number | null> {
	const [message]: unknown[] = await once(child, 'message', { signal: AbortSignal.timeout(START_MS) });
	if (typeof message !== 'object' || message === null || !('port' in message)) return null;
	return typeof message.port === 'number' ? message.port : null;
}

async function stopChild(child: ChildProcess, ended: WatchedChild['ended']): Promise<void> {
	// It may die just now: then there is nothing to send, and nothing to stop.
	if (child.connected) child.send({ stopWithinMs: DRAIN_MS }, () => {});
	const deadline = setTimeout(() => child.kill('SIGKILL'), DRAIN_MS + 1000);
	await ended;
	clearTimeout(deadline);
}

async function launch({ root, folder, doorKey, port, log }: ClickhouseLaunch): Promise<ClickhouseProcess> {
	const child = fork(path.join(root, 'src/shell/clickhouse-child.js'), [libchdb(root), `${port}`], {
		cwd: folder,
		// Nothing that configures this process reaches the child.
		env: { PATH: process.env.PATH, TZ: 'UTC', LANG: 'C.UTF-8', UPSHOT_DOOR_KEY: doorKey },
		execArgv: [],
		detached: true, // Ctrl-C goes to the whole group
		stdio: ['ignore', 'ignore', 'pipe', 'ipc']
	});
	let answers = false;
	const { ended, lastLines } = watchChild(child, (line) => {
		const words = engineLine(line);
		if (words !== null && answers) log.warn({ engine: 'clickhouse' }, words);
		return words;
	});
	const doorPort = await Promise.race([portOf(child).catch(() => null), ended.then(() => null)]);
	if (doorPort !== null && child.pid !== undefined) {
		answers = true;
		const exited = ended.then(({ reason }) => reason);
		return { pid: child.pid, port: doorPort, exited, stop: () => stopChild(child, ended) };
	}
	child.kill('SIGKILL');
	const { reason } = await ended;
	throw new StartError(`ClickHouse did not start on ${folder} (${reason}): ${lastLines()}`);
}

const isFolderTaken = (cause: unknown) => cause instanceof Error && /Code: 76\b/.test(cause.message);

/**
 * One ClickHouse that answers. It waits for a predecessor that is just dying to let go of the folder.
 * @throws StartError when it does not answer, or somebody else's uses the folder
 */
export async function launchClickhouse(options: ClickhouseLaunch): Promise<ClickhouseProcess> {
	const untilMs = performance.now() + LETTING_GO_MS;
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
