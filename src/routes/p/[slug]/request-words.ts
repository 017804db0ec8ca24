import type { SeenRequest } from '#lib/live/contract.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/ui/locale.ts';
import { count } from '#lib/ui/number-format.ts';

/** How a request ended, for a word and a colour. */
export type Outcome = 'stored' | 'partly' | 'refused' | 'failed';

export function outcomeOf({ status, rows }: SeenRequest): Outcome {
	if (status >= 500 || status === 429) return 'failed';
	if (status >= 400) return 'refused';
	if (rows === null || rows.rejected === 0) return 'stored';
	return rows.accepted + rows.duplicates === 0 ? 'refused' : 'partly';
}

/** `3 accepted, 1 row refused`; what is none is left out, and '' where no rows were read. */
export function rowsWords({ rows }: SeenRequest, locale: Locale): string {
	if (rows === null) return '';
	const parts = [
		rows.accepted > 0 || rows.duplicates + rows.rejected === 0
			? m.requests_accepted({ shown: count(rows.accepted, locale) })
			: '',
		rows.duplicates > 0 ? m.requests_duplicates({ shown: count(rows.duplicates, locale) }) : '',
		rows.rejected > 0 ? m.requests_rejected({ count: rows.rejected, shown: count(rows.rejected, locale) }) : ''
	];
	return parts.filter((part) => part !== '').join(m.requests_separator());
}

export function senderWords({ sender: { kind, name } }: SeenRequest): string {
	if (kind === 'key') return m.requests_by_key({ name });
	return kind === 'person' ? m.requests_by_person({ name }) : m.requests_by_master();
}

/** `score: Must be 1 to 5.`, in the words the sender got; the field is left out where the whole row or request is meant. */
export const problemWords = ({ path, message }: SeenRequest['problems'][number]): string =>
	path === '' ? message : m.requests_problem({ path, message });
