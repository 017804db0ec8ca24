import type { ImportPlan } from '#lib/intake/import-plan.ts';
import type { Survey } from '#lib/intake/survey-file.ts';
import { sendFile, type FileSending } from '#lib/sending/send-file.ts';
import { createTally } from '#lib/sending/tally.ts';
import { createRejects } from './rejects.ts';
import { sha256 } from './sha256.ts';
import type { Counts } from './worker-messages.ts';

/** Fewer rows in a request than a command sends: a person watches, and other pages move with each. */
const MOST_ROWS = 2000;

export type Pass = Readonly<{
	counts: () => Counts;
	rejects: ReturnType<typeof createRejects>;
	/** Reads the file from its beginning to its end, and sends its rows where `to` names a way. */
	run: (to: FileSending['to']) => Promise<void>;
}>;

type PassOptions = Readonly<{
	/** Hears how many rows are settled and how many bytes lie behind. */
	show: (pass: Pass, settled: number, bytes: number) => void;
	interrupted: AbortSignal;
}>;

/** One way through a file. */
export function createPass(survey: Survey, plan: ImportPlan, { show, interrupted }: PassOptions): Pass {
	const tally = createTally();
	const rejects = createRejects();
	const pass: Pass = {
		counts: () => ({ ...tally }),
		rejects,
		run: (to) =>
			sendFile({
				...{ survey, plan, tally, interrupted, to },
				tools: { sha256, now: Date.now },
				mostRows: MOST_ROWS,
				reject: rejects.add,
				show: (settled, bytes) => show(pass, settled, bytes)
			})
	};
	return pass;
}
