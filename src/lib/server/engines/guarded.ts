import { type ChildProcess, spawn } from 'node:child_process';
import { type WatchedChild, watchChild } from './watch-child.ts';

export type Guarded = WatchedChild & {
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
exec 2>/dev/null
kill -9 $r; wait $r
exit $s`;

/** Starts `command`, as `user` where one is given, so that it gets SIGINT when this process ends, however it ends. */
export function guarded(
	command: readonly string[],
	{ user, onLine }: { user?: { uid: number; gid: number }; onLine?: (line: string) => void } = {}
): Guarded {
	const child: ChildProcess = spawn('/bin/sh', ['-c', GUARD, 'sh', ...command], {
		cwd: '/',
		env: { PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C' },
		detached: true, // Ctrl-C goes to the whole group
		stdio: ['pipe', 'ignore', 'pipe'],
		...user
	});
	const interrupt = () => child.stdin?.destroy();
	child.once('exit', interrupt);
	const watched = watchChild(child, (line) => {
		onLine?.(line);
		return line;
	});
	return { ...watched, interrupt };
}
