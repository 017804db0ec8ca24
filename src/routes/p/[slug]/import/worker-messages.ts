import type { ImportKind, SavedMapping } from '#lib/domain/import.ts';
import type { ImportAnswers, ImportNote, ImportQuestion } from '#lib/intake/import-answers.ts';
import type { ImportTrouble } from '#lib/intake/import-file.ts';
import type { FieldError } from '#lib/intake/source-row.ts';
import type { Tally } from '#lib/sending/tally.ts';
import type { Rejected } from './rejects.ts';

/** A column of the file with what stands at its top. */
export type ColumnView = Readonly<{ name: string; samples: readonly string[] }>;

/** What fills a field: a column, or the same value in every row. */
export type FieldView = Readonly<{ column: string } | { constant: string }>;

export type PreviewRow = Readonly<
	{ line: number } & ({ values: Readonly<Record<string, unknown>> } | { errors: readonly FieldError[] })
>;

/** How the file is read. */
export type FileView = Readonly<{
	format: string;
	encoding: string;
	isEncodingGuessed: boolean;
	sheets: readonly string[];
	sheet: string | null;
}>;

/** A proposal as the page shows it. */
export type ProposalView = Readonly<{
	kind: ImportKind;
	file: FileView;
	/** Complete: what is kept for the next file. */
	answers: ImportAnswers;
	columns: readonly ColumnView[];
	fields: Readonly<Record<string, FieldView>>;
	ignored: readonly string[];
	questions: readonly ImportQuestion[];
	notes: readonly ImportNote[];
	/** Whether it could be sent so. */
	isReady: boolean;
	preview: readonly PreviewRow[];
}>;

/** What became of the rows so far. */
export type Counts = Readonly<Tally>;

/** A way through the whole file that sends nothing; which rows would be rejected is said at its end. */
export type Check = Readonly<{ counts: Counts } & ({ isDone: false } | { isDone: true; rejected: Rejected })>;

export type Progress = Readonly<{
	counts: Counts;
	rejected: number;
	/** Rows whose fate is known. */
	settled: number;
	/** Of the file's bytes, in [0, 1]. */
	fileShare: number;
	elapsedMs: number;
}>;

export type SetbackReason = 'paused' | 'not-able' | 'gateway' | 'lost';

/** Why an import could not go on: the server's own words, where it has some. */
export type Failure = Readonly<{ status: number | null; reason: SetbackReason | 'refused'; detail: string }>;

export type Ending = Readonly<{
	importId: string | null;
	counts: Counts;
	/** Rows of this import that the server has, whichever way it got to know of them. */
	added: number;
	known: number;
	rejected: Rejected;
	elapsedMs: number;
	failure: Failure | null;
	isStopped: boolean;
}>;

export type ToWorker =
	| Readonly<{
			ask: 'open';
			/** Counts up: the proposal says which of them it answers. */
			turn: number;
			file: File;
			/** What a person has decided; without anything the saved mapping of such a file is taken. */
			answers: ImportAnswers;
			saved: readonly SavedMapping[];
			/** The product's own. */
			zone: string;
	  }>
	| Readonly<{ ask: 'start'; product: string; importId: string | null }>
	| Readonly<{ ask: 'stop' }>;

export type FromWorker =
	| Readonly<{ tell: 'trouble'; code: ImportTrouble | 'unexpected'; params: Readonly<Record<string, string>> }>
	| Readonly<{ tell: 'proposal'; turn: number; view: ProposalView; decided: ImportAnswers; isSaved: boolean }>
	| Readonly<{ tell: 'check'; check: Check }>
	| Readonly<{ tell: 'progress'; progress: Progress }>
	| Readonly<{ tell: 'setback'; reason: SetbackReason; waitMs: number }>
	| Readonly<{ tell: 'ended'; ending: Ending }>;
