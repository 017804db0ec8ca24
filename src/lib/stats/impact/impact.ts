import type { Bucket } from './cell.ts';
import type { BoardPlace, ImpactCharts, ImpactOutcome } from './verdict.ts';

/** What stands still for one release × metric between two ticks. Made by `createImpact(cell)`, a cold fit. */
export type Impact = Readonly<{
	/** Commits a closed bucket, the next one in order. Late answers need a new cold fit. */
	push: (bucket: Bucket) => void;
	/** Log evidence, with the open bucket as it is now: what the board is corrected by. */
	peek: (open: Bucket | null) => number;
	/** Log evidence as it was after each closed bucket since the release. */
	history: () => readonly number[];
	/** After how many closed buckets since the release there were first enough answers to be judged; `null` if never. */
	enoughSince: () => number | null;
	/** The verdict, with the open bucket as it is now and at this place on the board. */
	judge: (open: Bucket | null, place: BoardPlace) => ImpactOutcome;
	/** What the page of the release draws. */
	charts: (place: BoardPlace) => ImpactCharts;
}>;
