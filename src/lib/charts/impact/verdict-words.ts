import type { Metric, MetricName } from '#lib/domain/metric.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/ui/locale.ts';
import { judgementOf, type Judgement, type VerdictFacts } from './verdict-facts.ts';

/** Every look of the chip: what is judged, what is only told, and why nothing is. */
export type ChipKind = Judgement | 'no-meaningful-change' | 'too-early' | 'undecided' | 'not-identifiable' | 'none';

const CHIPS = {
	improved: m.verdict_improved,
	regressed: m.verdict_regressed,
	increased: m.verdict_increased,
	decreased: m.verdict_decreased,
	'no-meaningful-change': m.verdict_same,
	'too-early': m.verdict_too_early,
	undecided: m.verdict_undecided,
	'not-identifiable': m.verdict_not_identifiable,
	none: m.verdict_none
} as const satisfies Readonly<Record<ChipKind, (inputs: Record<string, never>, options: { locale: Locale }) => string>>;

/** The word on the chip. */
export const chipWord = (kind: ChipKind, locale: Locale): string => CHIPS[kind]({}, { locale });

/** The chip that a verdict wears. */
export const chipKind = (facts: Pick<VerdictFacts, 'verdict' | 'effect' | 'metric'>): ChipKind => {
	if (facts.verdict === 'improved' || facts.verdict === 'regressed') return judgementOf(facts) ?? facts.verdict;
	return facts.verdict;
};

const PHRASES: Readonly<Record<MetricName, (inputs: Record<string, never>, options: { locale: Locale }) => string>> = {
	feedback_volume: m.impact_phrase_feedback_volume,
	stars: m.impact_phrase_stars,
	nps: m.impact_phrase_nps,
	csat: m.impact_phrase_csat,
	ces: m.impact_phrase_ces,
	thumbs_up: m.impact_phrase_thumbs_up,
	negative_share: m.impact_phrase_negative_share,
	negative_volume: m.impact_phrase_negative_volume,
	positive_volume: m.impact_phrase_positive_volume,
	event_volume: m.impact_phrase_event_volume,
	active_customers: m.impact_phrase_active_customers,
	events_per_customer: m.impact_phrase_events_per_customer,
	response_rate: m.impact_phrase_response_rate
};

const isKnown = (name: string): name is MetricName => Object.hasOwn(PHRASES, name);

/** A metric inside of a sentence: `the star rating`; one that is the product's own by its title. */
export const metricPhrase = ({ name, title }: Pick<Metric, 'name' | 'title'>, locale: Locale): string =>
	isKnown(name) ? PHRASES[name]({}, { locale }) : title;
