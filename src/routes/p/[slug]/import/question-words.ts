import type { ImportAnswers, ImportQuestion } from '#lib/intake/import-answers.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Asked } from './asked.ts';
import { orderWord, readingWord } from './import-words.ts';

/** What is asked of a person. */
export function questionWords({ code, params }: ImportQuestion): string {
	const { column = '', example = '', low = '', high = '', value = '' } = params;
	switch (code) {
		case 'day-order':
			return m.import_ask_order({ column, example });
		case 'zone':
			return m.import_ask_zone();
		case 'scale':
			return m.import_ask_scale({ column, low, high });
		case 'half-scores':
			return m.import_ask_half({ column, example });
		case 'spread-scores':
			return m.import_ask_spread({ column, low: low.replace('-', '−'), high });
		case 'no-time':
			return m.import_ask_no_time();
		case 'not-a-time':
			return m.import_ask_not_a_time({ column, example });
		case 'no-content':
			return m.import_ask_no_content();
		case 'no-version':
			return m.import_ask_no_version();
		case 'event-name':
			return m.import_ask_event_name();
		case 'unknown-column':
			return m.import_ask_unknown_column({ column });
		case 'bad-id':
			return m.import_ask_bad_id({ column });
		default:
			return m.import_ask_other({ value: value || column });
	}
}

/** One of a question's options. */
export function optionWords({ code }: ImportQuestion, option: string): string {
	if (code === 'day-order') return orderWord(option);
	if (code === 'scale' || code === 'half-scores' || code === 'spread-scores' || code === 'unknown-scale')
		return readingWord(option);
	return option === '' ? m.import_ask_leave_out() : option;
}

/** Whether it must be answered before anything is sent: nothing stands yet, or several answers are as likely. */
export const isOpen = ({ question, option }: Asked): boolean =>
	option === null && (question.default === null || question.options.length > 1);

/** What the answers say now, which a control elsewhere may have changed since; `null` while it is open. */
export function currentOption(one: Asked, answers: ImportAnswers): string | null {
	const { question, option } = one;
	if (isOpen(one)) return null;
	const stands = option ?? question.default;
	if (question.code === 'day-order') return answers.dayOrder ?? stands;
	if (question.code === 'zone') return answers.zone ?? stands;
	if (question.code === 'scale' || question.code === 'half-scores' || question.code === 'spread-scores')
		return answers.scale ?? stands;
	return stands;
}
