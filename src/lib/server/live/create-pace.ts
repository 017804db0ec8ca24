type Options = Readonly<{
	/** Does what is due. Resolves to whether all of it was done. */
	work: () => Promise<boolean>;
	isDue: () => boolean;
	/** How many times as long as the work the rest after it is. */
	rest: number;
	/** It rests no longer than this; two seconds unless told. */
	longestRestMs?: number;
	/** Milliseconds that never go back. */
	now: () => number;
}>;

export type Pace = Readonly<{
	/** Works soon if anything is due, or as soon as the rest is over. */
	wake: () => void;
	stop: () => void;
}>;

/** The first change after a pause goes out after this: time for the rows of one commit to be told together. */
const COALESCE_MS = 5;
const LONGEST_REST_MS = 2_000;

/** Works while anything is due, and rests in between; after a failure as long as ever it may. */
export function createPace({ work, isDue, rest, longestRestMs = LONGEST_REST_MS, now }: Options): Pace {
	let timer: NodeJS.Timeout | null = null;
	let restUntilMs = 0;
	let working = false;
	let stopped = false;

	function wake(): void {
		if (timer || working || stopped || !isDue()) return;
		timer = setTimeout(() => void tick(), Math.max(COALESCE_MS, restUntilMs - now()));
	}

	async function tick(): Promise<void> {
		timer = null;
		working = true;
		const startMs = now();
		const isDone = await work();
		working = false;
		const workedMs = now() - startMs;
		restUntilMs = now() + (isDone ? Math.min(workedMs * rest, longestRestMs) : longestRestMs);
		wake();
	}

	return {
		wake,
		stop: () => {
			stopped = true;
			if (timer) clearTimeout(timer);
		}
	};
}
