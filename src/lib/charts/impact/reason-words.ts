import type { VerdictReason } from '#lib/domain/verdict.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/ui/locale.ts';
import type { Reason } from '#lib/stats/impact/reason.ts';

/** What holds a verdict back or must be read beside it, and what to do next. */
export type ReasonWords = Readonly<{ said: string; next: string | null }>;

type Said = (inputs: Record<string, never>, options: { locale: Locale }) => string;

const WORDS: Readonly<Record<Reason['code'], readonly [said: Said, next: Said]>> = {
	PRE_TOO_SHORT: [m.verdict_reason_pre_too_short, m.verdict_next_pre_too_short],
	SELF_SELECTED: [m.verdict_reason_self_selected, m.verdict_next_self_selected],
	SPLIT_BROKEN: [m.verdict_reason_split_broken, m.verdict_next_split_broken],
	OUTAGE: [m.verdict_reason_outage, m.verdict_next_outage],
	OVERLAP: [m.verdict_reason_overlap, m.verdict_next_overlap],
	STEP_BEFORE: [m.verdict_reason_step_before, m.verdict_next_step_before],
	SELECTION: [m.verdict_reason_selection, m.verdict_next_selection],
	CONFLICT: [m.verdict_reason_conflict, m.verdict_next_conflict],
	NO_METHOD: [m.verdict_reason_no_method, m.verdict_next_no_method],
	TOO_FEW: [m.verdict_reason_too_few, m.verdict_next_too_few],
	ONE_BURST: [m.verdict_reason_one_burst, m.verdict_next_one_burst],
	COLLECTING: [m.verdict_reason_collecting, m.verdict_next_collecting],
	NOT_CONFIRMED: [m.verdict_reason_not_confirmed, m.verdict_next_not_confirmed],
	WINDOW_OVER: [m.verdict_reason_window_over, m.verdict_next_window_over],
	UNDECIDABLE: [m.verdict_reason_undecidable, m.verdict_next_undecidable],
	WEAK_PRE: [m.verdict_reason_weak_pre, m.verdict_next_weak_pre],
	COMPOSITION: [m.verdict_reason_composition, m.verdict_next_composition],
	VOLUME_CHANGED: [m.verdict_reason_volume_changed, m.verdict_next_volume_changed],
	TOPIC: [m.verdict_reason_topic, m.verdict_next_topic],
	SHORT_LIVED: [m.verdict_reason_short_lived, m.verdict_next_short_lived],
	LATE_ONSET: [m.verdict_reason_late_onset, m.verdict_next_late_onset],
	BETTING_OPEN: [m.verdict_reason_betting_open, m.verdict_next_betting_open]
};

const isKnown = (code: string): code is Reason['code'] => Object.hasOwn(WORDS, code);

/** A topic's code may carry its name: `TOPIC:redesign`. */
const plainCode = (code: string): string => code.split(':', 1)[0] ?? code;

/** A code that this page does not know is told in the server's own words. */
export function reasonWords(reason: VerdictReason, locale: Locale): ReasonWords {
	const code = plainCode(reason.code);
	if (!isKnown(code)) return { said: reason.message, next: null };
	const [said, next] = WORDS[code];
	return { said: said({}, { locale }), next: next({}, { locale }) };
}
