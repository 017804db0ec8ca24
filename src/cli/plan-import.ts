import type { ImportAnswers } from '#lib/intake/import-answers.ts';
import { ImportError, type ImportFile } from '#lib/intake/import-file.ts';
import type { ImportPlan } from '#lib/intake/import-plan.ts';
import { proposeImport, type ImportContext, type ImportProposal } from '#lib/intake/propose-import.ts';
import { surveyFile, type Survey } from '#lib/intake/survey-file.ts';
import { UsageError } from './failures.ts';
import { givenAnswers, type ImportOptions } from './import-options.ts';
import { blockerText, troubleText } from './import-words.ts';

/** What the file's beginning tells. @throws UsageError when it cannot be imported */
export async function surveyOf(file: ImportFile, options: ImportOptions): Promise<Survey> {
	try {
		return await surveyFile(file, givenAnswers(options).file);
	} catch (cause) {
		if (cause instanceof ImportError) throw new UsageError(troubleText(cause, options.file));
		throw cause;
	}
}

/** How the file is imported. @throws UsageError when something needed is missing or contradicts the file */
export async function planImport(
	survey: Survey,
	answers: ImportAnswers,
	context: ImportContext
): Promise<{ proposal: ImportProposal; plan: ImportPlan }> {
	const proposal = await proposeImport(survey, answers, context);
	const blockers = proposal.questions.filter((question) => question.default === null);
	if (!proposal.plan) throw new UsageError([...new Set(blockers.map(blockerText))].join('\n'));
	return { proposal, plan: proposal.plan };
}
