import type { ImportKind } from '#lib/domain/import.ts';
import type { DayOrder } from './written-time.ts';

/** How the file itself is read; what is left out is looked for. */
export type SurveyChoices = Readonly<{
	encoding?: string;
	/** Of a text table: `,` tab `;` or `|`. */
	separator?: string;
	/** Of a workbook: the sheet's name. */
	sheet?: string;
	/** The line of the header, counted from 1; 0 when there is none. */
	header?: number;
}>;

/**
 * Everything that is decided about an import, as plain JSON: what a proposal gives back is complete, can be kept for a
 * product and sent in again with its next file. Whatever is left out is looked for in the file.
 */
export type ImportAnswers = Readonly<{
	kind?: ImportKind;
	file?: SurveyChoices;
	/** Field → the name of its column; '' leaves the field out. */
	columns?: Readonly<Record<string, string>>;
	/** Field → the value that every row gets. */
	constants?: Readonly<Record<string, string>>;
	/** How scores are read, as `scoreReading` takes it: `stars`, `stars:rounded`, `csat:-1..1`, … */
	scale?: string;
	dayOrder?: DayOrder;
	/** For times without a zone. */
	zone?: string;
}>;

export type QuestionCode =
	/** 05-07-2023: `example`; options `day-month`, `month-day`. */
	| 'day-order'
	/** Times carry no zone; the option is the product's own, any other IANA zone is an answer too. */
	| 'zone'
	/** `column` holds scores from `low` to `high`; options are readings of scores. */
	| 'scale'
	/** `column` holds halves such as `example`. */
	| 'half-scores'
	/** `column` holds numbers from `low` to `high` that no scale has, such as −1 to 1. */
	| 'spread-scores'
	/** No column is known to be the time; options are the columns. */
	| 'no-time'
	/** `column`, asked to be the time, holds none: `example`. */
	| 'not-a-time'
	/** Feedback without a score and a text. */
	| 'no-content'
	/** Releases without a version. */
	| 'no-version'
	/** Events without a name; the default is the file's. */
	| 'event-name'
	/** The answers name `column`, which the file lacks. */
	| 'unknown-column'
	/** The answers fill a `field` that does not exist. */
	| 'unknown-field'
	/** The answers give `field` a column and a value. */
	| 'both'
	/** `value` is no reading of scores. */
	| 'unknown-scale'
	/** `column` cannot be the id, for the `reason` `rounded` or `repeats`. */
	| 'bad-id';

/** Something that the file does not decide. `default` is what stands until it is answered; `null`: then nothing can be sent. */
export type ImportQuestion = Readonly<{
	field: string;
	code: QuestionCode;
	params: Readonly<Record<string, string>>;
	options: readonly string[];
	default: string | null;
}>;

export type NoteCode =
	/** Chosen for its values, as its name says nothing. */
	| 'by-values'
	/** The column is not used as the id: `column`, `reason` `rounded` or `repeats`. */
	| 'id-not-used'
	/** What is there already under an id is not added. */
	| 'id-known'
	/** `scale` by the column's name and values. */
	| 'scale-by-name'
	/** `scale` by the column's values alone: words, true and false, 0 and 1. */
	| 'scale-by-values'
	/** `order`, proven by the column. */
	| 'day-order'
	/** Days of a spreadsheet, counted from 1900. */
	| 'excel-days'
	/** `zone` for times without one: `wall` is `times` or `dates`. */
	| 'zone'
	/** Dates alone: a release is rolled out gradually from that day on. */
	| 'dates-roll-out'
	/** The title becomes the first line of the text. */
	| 'first-line'
	/** What was written is kept under `attributes.rating`. */
	| 'original-kept';

/** Something that was found out or assumed about a field. */
export type ImportNote = Readonly<{ field: string; code: NoteCode; params: Readonly<Record<string, string>> }>;

/** The answers with one more: how a person's choice among a question's options gets into them. */
export function answered(answers: ImportAnswers, { field, code }: ImportQuestion, option: string): ImportAnswers {
	switch (code) {
		case 'day-order':
			return { ...answers, dayOrder: option === 'month-day' ? 'month-day' : 'day-month' };
		case 'zone':
			return { ...answers, zone: option };
		case 'scale':
		case 'half-scores':
		case 'spread-scores':
		case 'unknown-scale':
			return { ...answers, scale: option };
		case 'event-name':
			return { ...answers, constants: { ...answers.constants, [field]: option } };
		default:
			return { ...answers, columns: { ...answers.columns, [field]: option } };
	}
}
