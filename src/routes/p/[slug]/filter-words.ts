import type { Filter } from '#lib/domain/question.ts';
import * as m from '#lib/paraglide/messages.js';

const FIELDS: Readonly<Record<string, () => string>> = {
	channel: m.field_channel,
	version: m.field_version,
	lang: m.field_lang,
	scale: m.field_scale,
	score: m.field_score,
	customer: m.field_customer,
	text: m.field_text,
	topic: m.field_topic
};

/** A field as the screen calls it; an attribute by its own name. */
export const fieldName = (field: string): string => FIELDS[field]?.() ?? field.replace(/^attributes\./, '');

const SIGNS: Readonly<Record<Filter['op'], () => string>> = {
	'=': () => '=',
	'!=': () => '≠',
	in: () => '=',
	contains: m.scope_op_contains,
	'>=': () => '≥',
	'<=': () => '≤'
};

export const filterSign = (filter: Filter): string => SIGNS[filter.op]();

/** `""` is what was not given. */
export function filterValue({ value }: Filter): string {
	if (Array.isArray(value)) return value.join(', ');
	return value === '' ? m.chart_none_given() : String(value);
}

/** `channel = App Store`. */
export const filterText = (filter: Filter): string =>
	`${fieldName(filter.field)} ${filterSign(filter)} ${filterValue(filter)}`;
