import type { ImportKind, ImportWay } from '#lib/domain/import.ts';
import type { Scale } from '#lib/domain/scale.ts';
import type { ImportNote } from '#lib/intake/import-answers.ts';
import { scoreReading } from '#lib/intake/score-reading.ts';
import * as m from '#lib/paraglide/messages.js';

const FIELDS: Readonly<Record<string, () => string>> = {
	at: m.import_field_at,
	score: m.import_field_score,
	scale: m.import_field_scale,
	title: m.import_field_title,
	text: m.import_field_text,
	id: m.import_field_id,
	customer: m.import_field_customer,
	version: m.import_field_version,
	channel: m.import_field_channel,
	lang: m.import_field_lang,
	name: m.import_field_name,
	value: m.import_field_value,
	notes: m.import_field_notes,
	url: m.import_field_url,
	assignment: m.import_field_assignment,
	rollout: m.import_field_rollout
};

/** A field's name for a person; an attribute's own. */
export const fieldWord = (field: string): string => FIELDS[field]?.() ?? field.replace(/^attributes\./, '');

const KINDS = {
	feedback: m.import_kind_feedback,
	events: m.import_kind_events,
	releases: m.import_kind_releases
} as const;

export const kindWord = (kind: ImportKind): string => KINDS[kind]();

const WAYS = { page: m.import_way_page, command: m.import_way_command, api: m.import_way_api } as const;

export const wayWord = (way: ImportWay): string => WAYS[way]();

export const orderWord = (order: string): string =>
	order === 'month-day' ? m.import_order_mdy() : m.import_order_dmy();

const SCALES: Readonly<Record<Scale, () => string>> = {
	stars: m.import_scale_name_stars,
	csat: m.import_scale_name_csat,
	ces: m.import_scale_name_ces,
	nps: m.import_scale_name_nps,
	thumbs: m.import_scale_name_thumbs
};

/** A reading of scores as answers keep it: `stars`, `stars:rounded`, `csat:-1..1`. */
export function readingWord(text: string): string {
	const reading = scoreReading(text);
	if (!reading) return text;
	const scale = SCALES[reading.scale]();
	if (reading.how === 'rounded') return m.import_scale_rounded({ scale });
	if (reading.how === 'whole') return scale;
	const { low, high } = reading.from;
	return m.import_scale_spread({ scale, low: String(low).replace('-', '−'), high: String(high) });
}

const NOTES: Readonly<Partial<Record<ImportNote['code'], () => string>>> = {
	'by-values': m.import_note_by_values,
	'id-known': m.import_note_id_known,
	'scale-by-name': m.import_note_scale_by_name,
	'scale-by-values': m.import_note_scale_by_values,
	'day-order': m.import_note_order,
	'excel-days': m.import_note_excel_days,
	'dates-roll-out': m.import_note_roll_out,
	'first-line': m.import_note_first_line,
	'original-kept': m.import_note_original
};

/** What was found out about a field; '' where a control says it already. */
export function noteWords({ code, params }: ImportNote): string {
	const { column = '', reason } = params;
	if (code === 'id-not-used')
		return reason === 'rounded' ? m.import_note_id_rounded({ column }) : m.import_note_id_repeats({ column });
	return NOTES[code]?.() ?? '';
}
