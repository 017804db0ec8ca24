import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export type GuardedOptions = { uid?: number; gid?: number; onLine?: (line: string) => void };

export type Guarded = {
	/** Resolves with how it ended and the last lines it wrote to stderr. */
	exited: Promise<{ code: number | null; reason: string; lastLines: string }>;
	/** Asks it to end, as the end of this process would. */
	interrupt(): void;
};

/**
 * Runs "$@" until it ends, or until the pipe at stdin closes, which the kernel does when the app dies of anything.
 * The reader is a process of its own, so it still does its work when only this shell is killed.
 */
const GUARD = `exec 3<&0
"$@" 3<&- & p=$!
(read x <&3; kill -INT $p) 2>/dev/null & r=$!
exec 3<&-
wait $p; s=$?
kill -9 $r 2>/dev/null
exit $s`;

/** Starts `command` so that it gets SIGINT when this process ends, however it ends. */
export function guarded(command: readonly string[], { uid, gid, onLine }: GuardedOptions = {}): Guarded {
	const child: ChildProcess = spawn('/bin/sh', ['-c', GUARD, 'sh', ...command], {
		cwd: '/',
		env: { PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C' },
		detached: true, // Ctrl-C goes to the whole group
		stdio: ['pipe', 'ignore', 'pipe'],
		...(uid === undefined ? {} : { uid, gid })
	});
	const said: string[] = [];
	if (child.stderr) {
		createInterface({ input: child.stderr }).on('line', (line) => {
			said.push(line);
			if (said.length > 10) said.shift();
			onLine?.(line);
		});
	}
	const interrupt = () => child.stdin?.destroy();
	const exited = new Promise<{ code: number | null; reason: string; lastLines: string }>((resolve) => {
		const end = (code: number | null, reason: string) => {
			interrupt();
			resolve({ code, reason, lastLines: said.join(' | ') });
		};
		child.once('error', (cause) => end(null, cause.message));
		child.once('exit', (code, signal) => end(code, signal ?? `exit code ${code}`));
	});
	return { exited, interrupt };
}
