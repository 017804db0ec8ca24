import type { ImportPlan } from '#lib/intake/import-plan.ts';
import type { ImportProposal } from '#lib/intake/propose-import.ts';
import type { Survey } from '#lib/intake/survey-file.ts';
import type { Tally } from '#lib/sending/tally.ts';
import type { ImportOptions } from './import-options.ts';
import type { Progress } from './progress.ts';
import type { Rejections } from './rejections.ts';
import type { UpshotClient } from './upshot-client.ts';

/** All that one import works with. */
export type ImportRun = Readonly<{
	survey: Survey;
	options: ImportOptions;
	proposal: ImportProposal;
	plan: ImportPlan;
	/** `null` in a dry run: then nothing is sent. */
	client: UpshotClient | null;
	progress: Progress;
	rejections: Rejections;
	tally: Tally;
	interrupted: AbortSignal;
	now: () => number;
}>;
