import type { ImportProposal } from '#lib/intake/propose-import.ts';
import type { Survey } from '#lib/intake/survey-file.ts';
import { fileView } from './file-view.ts';
import type { ColumnView, FieldView, PreviewRow, ProposalView } from './worker-messages.ts';

const PREVIEW_ROWS = 3;
const SAMPLES = 3;
const SAMPLE_CHARACTERS = 80;

/** The first values that are there, cut short and each once. */
function samplesOf(survey: Survey, place: number): string[] {
	const samples = new Set<string>();
	for (const { cells } of survey.sample) {
		const cell = (cells[place] ?? '').trim();
		if (cell !== '') samples.add(cell.slice(0, SAMPLE_CHARACTERS));
		if (samples.size === SAMPLES) break;
	}
	return [...samples];
}

const columnViews = (survey: Survey): ColumnView[] =>
	survey.columns.filter(({ isMet }) => isMet).map(({ name, place }) => ({ name, samples: samplesOf(survey, place) }));

function fieldViews({ mapping }: ImportProposal): Record<string, FieldView> {
	const filled = [...mapping.fields].flatMap(([field, source]): [string, FieldView][] => {
		if ('constant' in source) return [[field, { constant: source.constant }]];
		return source.column.isMet ? [[field, { column: source.column.name }]] : [];
	});
	return Object.fromEntries(filled);
}

/** A row is called rejected only once nothing is left to answer: until then it may yet be good. */
const previewRows = (proposal: ImportProposal): PreviewRow[] =>
	proposal.preview(PREVIEW_ROWS).flatMap(({ line, read }): PreviewRow[] => {
		if ('values' in read) return [{ line, values: read.values }];
		return proposal.plan ? [{ line, errors: read.errors }] : [];
	});

/** All that a page needs of a proposal, as it can cross over from the worker. */
export const proposalView = (survey: Survey, proposal: ImportProposal): ProposalView => ({
	kind: proposal.kind,
	file: fileView(survey),
	answers: proposal.answers,
	columns: columnViews(survey),
	fields: fieldViews(proposal),
	ignored: proposal.mapping.ignored.map(({ name }) => name),
	questions: proposal.questions,
	notes: proposal.notes,
	isReady: proposal.plan !== null,
	preview: previewRows(proposal)
});
