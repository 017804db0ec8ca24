import { setTimeout as delay } from 'node:timers/promises';
import { TooManyStatements } from './statement-error.ts';

type Options = Readonly<{
	/** How many of one asker run at a time, of all askers together, and how many of one may wait. */
	most: Readonly<{ ofAsker: number; ofAll: number; waiting: number }>;
	/** Nobody waits longer for a turn. */
	patienceMs: number;
}>;

/** Runs at most so many things at a time, of one asker and of all; the others wait a while in the order they came. */
export function createTurns({ most, patienceMs }: Options) {
	const running = new Map<string, number>();
	let total = 0;
	const line: { asker: string; start: () => void }[] = [];

	const countOf = (asker: string): number => running.get(asker) ?? 0;
	const isFree = (asker: string): boolean => total < most.ofAll && countOf(asker) < most.ofAsker;

	function take(asker: string): void {
		total++;
		running.set(asker, countOf(asker) + 1);
	}

	function next(): void {
		const index = line.findIndex(({ asker }) => isFree(asker));
		const [entry] = index < 0 ? [] : line.splice(index, 1);
		entry?.start();
	}

	function give(asker: string): void {
		total--;
		const left = countOf(asker) - 1;
		if (left > 0) running.set(asker, left);
		else running.delete(asker);
		next();
	}

	async function turn(asker: string, signal: AbortSignal | undefined): Promise<void> {
		if (isFree(asker)) return take(asker);
		if (line.filter((entry) => entry.asker === asker).length >= most.waiting)
			throw new TooManyStatements('Too many of your statements wait already.');
		const over = new AbortController();
		const ends = signal ? AbortSignal.any([over.signal, signal]) : over.signal;
		const started = new Promise<boolean>((resolve) => {
			const start = () => {
				take(asker);
				resolve(true);
			};
			const entry = { asker, start };
			line.push(entry);
			void delay(patienceMs, undefined, { signal: ends })
				.catch(() => {})
				.then(() => {
					const index = line.indexOf(entry);
					if (index >= 0) line.splice(index, 1);
					resolve(false);
				});
		});
		const isMine = await started;
		over.abort();
		if (!isMine) throw new TooManyStatements('Other statements took too long. Try again in a moment.');
	}

	return async <Result>(asker: string, run: () => Promise<Result>, signal?: AbortSignal): Promise<Result> => {
		await turn(asker, signal);
		try {
			return await run();
		} finally {
			give(asker);
		}
	};
}

export type Turns = ReturnType<typeof createTurns>;
