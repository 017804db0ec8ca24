import { createImportRows, type ImportPlan, type RowTools } from '#lib/intake/import-plan.ts';
import { readImportRows } from '#lib/intake/import-rows.ts';
import type { Survey } from '#lib/intake/survey-file.ts';
import type { PatientCaller } from './patient-caller.ts';
import { createReleasePost, sendReleases } from './send-releases.ts';
import { createRowsPost, sendRows } from './send-rows.ts';
import type { Sending } from './sending.ts';

export type FileSending = Omit<Sending, 'pieces' | 'read'> &
	Readonly<{
		survey: Survey;
		plan: ImportPlan;
		tools: Omit<RowTools, 'expectedRows'>;
		/** Where rows go, and the import they belong to ('': none); `null` only counts what could be sent. */
		to: Readonly<{ call: PatientCaller; importId: () => Promise<string> }> | null;
		/** Fewer rows in a request than usual: then numbers move more often. */
		mostRows?: number;
	}>;

/** Reads the file from its beginning and sends all of its rows. @throws Refused, GivenUp */
export async function sendFile({ survey, plan, tools, to, mostRows, ...rest }: FileSending): Promise<void> {
	const sending: Sending = {
		...rest,
		pieces: readImportRows(survey, rest.interrupted),
		read: createImportRows(plan, { ...tools, expectedRows: survey.expectedRows })
	};
	if (plan.kind === 'releases') await sendReleases(sending, to && createReleasePost(to.call, to.importId));
	else await sendRows(sending, to && createRowsPost(to.call, plan.kind, to.importId), mostRows);
}
