import type { VerdictReason } from '#lib/domain/verdict.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/ui/locale.ts';
import { count, decimal, share, volumeChange } from '#lib/ui/number-format.ts';
import { effectTexts, type EffectKind } from './effect-format.ts';

type Style = Readonly<{ kind: EffectKind; locale: Locale }>;

const HOUR_DAYS = 24;

const days = (value: number, locale: Locale) => {
	const whole = Math.round(value);
	return { count: whole, shown: count(whole, locale) };
};

/** Two releases apart, in days from two days on. */
function distance(hours: number, locale: Locale): string {
	if (hours < 2 * HOUR_DAYS) return m.span_hours(days(hours, locale), { locale });
	return m.span_days(days(hours / HOUR_DAYS, locale), { locale });
}

const effectOf = (value: number, { kind, locale }: Style): string =>
	effectTexts(kind, { effect: value, low: null, high: null }, locale).estimate;

/** The numbers behind a reason in one sentence; `null` where there are none, or the server sent none. */
export function reasonDetail({ code, values = {}, names = [] }: VerdictReason, style: Style): string | null {
	const { locale } = style;
	const options = { locale };
	const has = (...keys: string[]): boolean => keys.every((key) => values[key] !== undefined);
	const of = (key: string): number => values[key] ?? 0;
	const part = (key: string): string => share(of(key), 0, locale);
	const perDay = (key: string): string => decimal(of(key), 1, locale);
	const listed = names.join(m.chart_foot_separator({}, options));
	switch (code.split(':', 1)[0]) {
		case 'PRE_TOO_SHORT':
			return has('days') ? m.verdict_detail_pre_too_short(days(of('days'), locale), options) : null;
		case 'OUTAGE':
			return has('before', 'after')
				? m.verdict_detail_outage({ before: part('before'), after: part('after') }, options)
				: null;
		case 'OVERLAP': {
			if (!has('information', 'hours')) return null;
			const apart = distance(of('hours'), locale);
			// Rounded down: what is too little must not read as enough.
			const left = share(Math.floor(of('information') * 100) / 100, 0, locale);
			return m.verdict_detail_overlap({ versions: listed, distance: apart, share: left }, options);
		}
		case 'SELECTION': {
			if (!has('highBefore', 'highAfter', 'lowBefore', 'lowAfter')) return null;
			const high = { highBefore: perDay('highBefore'), highAfter: perDay('highAfter') };
			const low = { lowBefore: perDay('lowBefore'), lowAfter: perDay('lowAfter') };
			return m.verdict_detail_selection({ ...high, ...low }, options);
		}
		case 'CONFLICT': {
			if (!has('concurrent', 'beforeAfter')) return null;
			const [concurrent, beforeAfter] = [effectOf(of('concurrent'), style), effectOf(of('beforeAfter'), style)];
			return m.verdict_detail_conflict({ concurrent, beforeAfter }, options);
		}
		case 'STEP_BEFORE':
			return has('days') ? m.verdict_detail_step_before(days(of('days'), locale), options) : null;
		case 'COMPOSITION': {
			if (!has('raw', 'adjusted')) return null;
			const [raw, adjusted] = [effectOf(of('raw'), style), effectOf(of('adjusted'), style)];
			return m.verdict_detail_composition({ attribute: listed, raw, adjusted }, options);
		}
		case 'TOPIC': {
			if (!has('before', 'after', 'without')) return null;
			const shares = { before: part('before'), after: part('after') };
			return m.verdict_detail_topic({ name: listed, ...shares, without: effectOf(of('without'), style) }, options);
		}
		case 'LATE_ONSET':
			return has('days') ? m.verdict_detail_late_onset(days(of('days'), locale), options) : null;
		case 'VOLUME_CHANGED':
			return has('change')
				? m.verdict_detail_volume_changed({ change: volumeChange(1 + of('change'), locale) }, options)
				: null;
		default:
			return null;
	}
}
