import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** What a dead child's own children may still write gets this long. */
const LAST_WORDS_MS = 2000;

export type WatchedChild = {
	/** Resolves with how the child ended, after its last words; never rejects. */
	ended: Promise<{ code: number | null; reason: string }>;
	/** The last lines it wrote to stderr, of those `onLine` did not turn away. */
	lastLines(): string;
};

/** Reads a child's stderr by lines, each passed to `onLine`, which returns what to remember of it or `null`. */
export function watchChild(child: ChildProcess, onLine: (line: string) => string | null): WatchedChild {
	const said: string[] = [];
	if (child.stderr) {
		createInterface({ input: child.stderr }).on('line', (line) => {
			const words = onLine(line);
			if (words !== null) said.push(words);
			if (said.length > 5) said.shift();
		});
	}
	const ended = new Promise<{ code: number | null; reason: string }>((resolve) => {
		child.once('error', (cause) => resolve({ code: null, reason: cause.message }));
		child.once('exit', (code, signal) => {
			const end = { code, reason: signal ?? `exit code ${code}` };
			const deadline = setTimeout(() => resolve(end), LAST_WORDS_MS);
			child.once('close', () => {
				clearTimeout(deadline);
				resolve(end);
			});
		});
	});
	return { ended, lastLines: () => said.join(' | ') };
}
