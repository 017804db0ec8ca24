import * as m from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/ui/locale.ts';
import { compareShift } from './range-shift.ts';
import type { ReadView } from './read-view.ts';
import { spanWords } from './span-words.ts';
import type { Compare } from './view.ts';

const DAY_MS = 86_400_000;

/** What a range is compared with: `8 weeks before`, `same weekdays, 5 weeks before`. */
export function compareLabel(read: ReadView, compare: Compare, locale: Locale): string {
	const shift = compareShift(read, compare);
	const span = spanWords('days' in shift ? shift.days * DAY_MS : shift.ms, locale);
	return compare === 'weeks' ? m.compare_weeks({ span }) : m.compare_period({ span });
}

/** The length of time in `on the … before`; weekdays that are the same are said to be so. */
export function compareSpan(read: ReadView, locale: Locale): string {
	if (read.view.compare !== 'weeks') return spanWords(read.toMs - read.fromMs, locale);
	const shift = compareShift(read, 'weeks');
	return m.compare_weeks_within({ span: spanWords('days' in shift ? shift.days * DAY_MS : shift.ms, locale) });
}
