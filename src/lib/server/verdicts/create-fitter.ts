import code from 'virtual:fit-worker';
import { Worker } from 'node:worker_threads';
import type { Bucket, ImpactCell } from '#lib/stats/impact/cell.ts';
import type { BoardPlace, ImpactCharts, ImpactOutcome } from '#lib/stats/impact/verdict.ts';
import type { CellStanding, FitReply, FitRequest } from './fitted-cells.ts';

/** One release × metric that was fitted; its state lies in the fitter's thread. */
export type FittedCell = Readonly<{
	/** Commits closed buckets, the next ones in order, and says how it stands with the open one as it is now. */
	follow: (more: readonly Bucket[], open: Bucket | null) => Promise<CellStanding>;
	judge: (open: Bucket | null, place: BoardPlace) => Promise<ImpactOutcome>;
	charts: (place: BoardPlace) => Promise<ImpactCharts>;
	/** Whether the thread it lay in is gone, so that only another fit can bring it back. */
	isLost: () => boolean;
	/** Nobody will ask for it any more. */
	forget: () => void;
}>;

export type Fit = Readonly<{ cell: FittedCell; standing: CellStanding }>;

/** The thread that keeps and fits cells. */
export type Fitter = Readonly<{
	/** A cold fit, when those of higher rank are done: one at a time, in order among equals. */
	fit: (given: ImpactCell, open: Bucket | null, rank: number) => Promise<Fit>;
	/** Whether the cell ever said a direction, looked at after each bucket since its release; when nothing is to be fitted. */
	wasSaid: (given: ImpactCell) => Promise<boolean>;
	/** Ends the thread for good. */
	stop: () => Promise<void>;
}>;

/** The thread ended with what was in it. */
export class FitsLost extends Error {}

type Question = FitRequest extends infer One ? (One extends unknown ? Omit<One, 'id'> : never) : never;
type Waiting = Readonly<{ resolve: (reply: FitReply) => void; reject: (cause: Error) => void }>;
type Thread = Readonly<{ worker: Worker; waiting: Map<number, Waiting> }>;

const ODD_REPLY = 'the thread of the fits answered something else';

const newWorker = (): Worker => new Worker(code, { eval: true, execArgv: [], name: 'upshot-fits' });

/**
 * Follows cells in a thread of its own, as a fit takes a tenth of a second. It is begun when it is first needed, and again
 * when it is needed after it broke.
 */
export function createFitter(beginWorker: () => Worker = newWorker): Fitter {
	let isStopped = false;
	let thread: Thread | null = null;
	let ids = 0;
	let cells = 0;
	let isFitting = false;
	const queue: { rank: number; run: () => Promise<void> }[] = [];

	function lose(gone: Thread, cause: Error): void {
		if (thread === gone) thread = null;
		for (const { reject } of gone.waiting.values()) reject(cause);
		gone.waiting.clear();
	}

	function begin(): Thread {
		const worker = beginWorker();
		const made: Thread = { worker, waiting: new Map() };
		worker.on('message', (reply: FitReply) => {
			const asked = made.waiting.get(reply.id);
			made.waiting.delete(reply.id);
			if (reply.failure === undefined) asked?.resolve(reply);
			else asked?.reject(new Error(`a fit failed: ${reply.failure}`));
			if (made.waiting.size === 0) worker.unref();
		});
		worker.on('error', (cause) => lose(made, new FitsLost('the thread of the fits broke', { cause })));
		worker.on('exit', () => lose(made, new FitsLost('the thread of the fits ended')));
		return made;
	}

	function ask(to: Thread, question: Question): Promise<FitReply> {
		if (thread !== to) return Promise.reject(new FitsLost('the thread of the fits ended'));
		const id = ++ids;
		return new Promise((resolve, reject) => {
			to.waiting.set(id, { resolve, reject });
			// A process ends when nothing is waited for.
			to.worker.ref();
			to.worker.postMessage({ ...question, id });
		});
	}

	function cellIn(home: Thread, cell: number): FittedCell {
		const known = <Value>(value: Value | undefined): Value => {
			if (value === undefined) throw new Error(ODD_REPLY);
			return value;
		};
		return {
			follow: async (more, open) => known((await ask(home, { ask: 'follow', cell, more, open })).standing),
			judge: async (open, place) => known((await ask(home, { ask: 'judge', cell, open, place })).outcome),
			charts: async (place) => known((await ask(home, { ask: 'charts', cell, place })).charts),
			isLost: () => thread !== home,
			forget: () => void ask(home, { ask: 'forget', cell }).catch(() => {})
		};
	}

	function home(): Thread {
		if (isStopped) throw new FitsLost('the app stops');
		return (thread ??= begin());
	}

	async function fit(given: ImpactCell, open: Bucket | null): Promise<Fit> {
		const here = home();
		const cell = ++cells;
		const { standing } = await ask(here, { ask: 'fit', cell, given, open });
		if (!standing) throw new Error(ODD_REPLY);
		return { cell: cellIn(here, cell), standing };
	}

	/** One fit at a time, so that what is asked meanwhile waits for one at most. */
	async function work(): Promise<void> {
		if (isFitting) return;
		isFitting = true;
		for (let next = queue.shift(); next; next = queue.shift()) await next.run();
		isFitting = false;
	}

	const inTurn = <Result>(rank: number, fitting: () => Promise<Result>): Promise<Result> =>
		new Promise((resolve, reject) => {
			const after = queue.findIndex((other) => other.rank < rank);
			const run = () => fitting().then(resolve, reject);
			queue.splice(after < 0 ? queue.length : after, 0, { rank, run });
			void work();
		});

	return {
		fit: (given, open, rank) => inTurn(rank, () => fit(given, open)),
		wasSaid: (given) =>
			inTurn(-Infinity, async () => (await ask(home(), { ask: 'alarm', cell: 0, given })).alarm === true),
		stop: async () => {
			isStopped = true;
			const ending = thread;
			if (!ending) return;
			lose(ending, new FitsLost('the app stops'));
			await ending.worker.terminate();
		}
	};
}
