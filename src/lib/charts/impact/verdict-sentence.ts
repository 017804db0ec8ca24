import * as m from '#lib/paraglide/messages.js';
import { count } from '#lib/ui/number-format.ts';
import { dayMonth, type TimeStyle } from '#lib/ui/time-format.ts';
import { effectKind, effectTexts, sizeText, type EffectKind, type EffectTexts } from './effect-format.ts';
import { expectedText, missingText, shownTime } from './first-estimate.ts';
import { knownEffect } from './known-effect.ts';
import { reasonDetail } from './reason-detail.ts';
import { reasonWords } from './reason-words.ts';
import { judgementOf, type VerdictFacts } from './verdict-facts.ts';
import { metricPhrase } from './verdict-words.ts';

/** The page's first words: a title, the part of it that judges ('' where nothing does), and what stands behind it. */
export type Lead = Readonly<{ title: string; judgement: string; text: string }>;

const kindOf = ({ metric }: VerdictFacts): EffectKind => effectKind(metric.name, metric.unit);

function textsOf(facts: VerdictFacts, { locale }: TimeStyle): EffectTexts | null {
	const known = knownEffect(facts);
	return known && effectTexts(kindOf(facts), known, locale);
}

/** A volume that was multiplied is told by its factor, anything else by how far it moved. */
function movedClause(facts: VerdictFacts, style: TimeStyle): string {
	const { version, effect } = facts;
	const { locale } = style;
	const metric = metricPhrase(facts.metric, locale);
	const texts = textsOf(facts, style);
	if (effect === null || !texts) return m.impact_moved({ version, metric }, { locale });
	const isUp = effect > 0;
	if (texts.figure.startsWith('×')) {
		const to = { version, metric, factor: texts.figure };
		return isUp ? m.impact_raised_to(to, { locale }) : m.impact_lowered_to(to, { locale });
	}
	const by = { version, metric, size: texts.estimate.replace(/^[+−]/, '') };
	return isUp ? m.impact_raised_by(by, { locale }) : m.impact_lowered_by(by, { locale });
}

const JUDGED = {
	improved: m.impact_an_improvement,
	regressed: m.impact_a_regression
} as const;

function judgementText(facts: VerdictFacts, { locale }: TimeStyle): string {
	const judged = judgementOf(facts);
	return judged === 'improved' || judged === 'regressed' ? JUDGED[judged]({}, { locale }) : '';
}

function judgedClause(facts: VerdictFacts, style: TimeStyle): string {
	const judgement = judgementText(facts, style);
	const clause = movedClause(facts, style);
	return judgement === '' ? clause : m.impact_judged({ clause, judgement }, { locale: style.locale });
}

const joined = (sentences: readonly (string | null)[], { locale }: TimeStyle): string =>
	sentences.filter((sentence) => sentence !== null).join(m.impact_joint({}, { locale }));

const stoodBehind = ({ before, after }: VerdictFacts, { locale }: TimeStyle) => ({
	before: count(before.n, locale),
	after: count(after.n, locale)
});

function established(facts: VerdictFacts, style: TimeStyle): string | null {
	const { establishedMs, fading } = facts;
	if (establishedMs === null) return null;
	const date = dayMonth(establishedMs, style);
	const { locale } = style;
	return fading ? m.impact_established_fading({ date }, { locale }) : m.impact_established({ date }, { locale });
}

/** When it will be known, and otherwise what could be seen at most. */
function outlook(facts: VerdictFacts, style: TimeStyle): string | null {
	const { locale } = style;
	if (facts.decidableMs !== null)
		return m.impact_decidable({ date: shownTime(facts.decidableMs, facts, style) }, { locale });
	if (facts.detectableEffect === null) return null;
	const size = sizeText(kindOf(facts), facts.detectableEffect, locale);
	return m.impact_only_over({ date: dayMonth(facts.untilMs, style), size }, { locale });
}

function behind(facts: VerdictFacts, style: TimeStyle): string {
	const { locale } = style;
	const texts = textsOf(facts, style);
	const n = stoodBehind(facts, style);
	return texts?.ends ? m.impact_behind({ interval: texts.ends, ...n }, { locale }) : m.impact_behind_n(n, { locale });
}

/** What is said of an interval of which an end is not known yet. */
const intervalOf = (facts: VerdictFacts, style: TimeStyle): string =>
	textsOf(facts, style)?.interval ?? m.impact_no_interval({}, { locale: style.locale });

/** What is there instead of an effect, and when there will be one. */
const waitingText = (facts: VerdictFacts, style: TimeStyle): string =>
	joined([missingText(facts, style), expectedText(facts, style)], style);

/** What stands in the way; two releases that collide are named. */
function blockedTitle({ version, metric, reasons }: VerdictFacts, { locale }: TimeStyle): string {
	const words = { version, metric: metricPhrase(metric, locale) };
	const overlap = reasons.find(({ code, names = [] }) => code === 'OVERLAP' && names.length > 0);
	if (!overlap) return m.impact_not_identifiable(words, { locale });
	const versions = (overlap.names ?? []).join(m.chart_foot_separator({}, { locale }));
	return m.impact_title_overlap({ ...words, versions }, { locale });
}

function blockedText(facts: VerdictFacts, style: TimeStyle): string {
	const { locale } = style;
	const [first] = facts.reasons;
	if (!first)
		return m.impact_text_early({ interval: intervalOf(facts, style), ...stoodBehind(facts, style) }, { locale });
	const { said } = reasonWords(first, locale);
	return joined([said, reasonDetail(first, { kind: kindOf(facts), locale })], style);
}

/** The verdict in one or two sentences, as the board, a tooltip and an announcement say it. */
export function verdictSentence(facts: VerdictFacts, style: TimeStyle): string {
	const { locale } = style;
	const interval = intervalOf(facts, style);
	const isKnown = knownEffect(facts) !== null;
	switch (facts.verdict) {
		case 'improved':
		case 'regressed':
			return joined(
				[
					m.impact_clause_behind({ clause: judgedClause(facts, style), behind: behind(facts, style) }, { locale }),
					established(facts, style)
				],
				style
			);
		case 'no-meaningful-change': {
			const margin = sizeText(kindOf(facts), facts.minimumEffect, locale);
			const metric = metricPhrase(facts.metric, locale);
			return m.impact_same({ version: facts.version, metric, interval, margin }, { locale });
		}
		case 'too-early':
			if (!isKnown) return joined([m.impact_early_unknown({}, { locale }), waitingText(facts, style)], style);
			return joined([m.impact_early({ interval }, { locale }), outlook(facts, style)], style);
		case 'undecided':
			if (!isKnown) return joined([m.impact_undecided_unknown({}, { locale }), missingText(facts, style)], style);
			return m.impact_undecided({ interval }, { locale });
		case 'not-identifiable':
			return blockedTitle(facts, style);
	}
}

function title(facts: VerdictFacts, style: TimeStyle): string {
	const { locale } = style;
	const words = { version: facts.version, metric: metricPhrase(facts.metric, locale) };
	switch (facts.verdict) {
		case 'improved':
		case 'regressed':
			return m.impact_full_stop({ clause: judgedClause(facts, style) }, { locale });
		case 'no-meaningful-change':
			return m.impact_title_same(words, { locale });
		case 'too-early':
			return m.impact_title_early(words, { locale });
		case 'undecided':
			return m.impact_title_undecided(words, { locale });
		case 'not-identifiable':
			return blockedTitle(facts, style);
	}
}

function text(facts: VerdictFacts, style: TimeStyle): string {
	const { locale } = style;
	const interval = intervalOf(facts, style);
	const n = stoodBehind(facts, style);
	const isKnown = knownEffect(facts) !== null;
	switch (facts.verdict) {
		case 'improved':
		case 'regressed':
			return joined(
				[m.impact_sentence({ behind: behind(facts, style) }, { locale }), established(facts, style)],
				style
			);
		case 'no-meaningful-change': {
			const margin = sizeText(kindOf(facts), facts.minimumEffect, locale);
			return m.impact_text_same({ interval, margin, ...n }, { locale });
		}
		case 'too-early':
			if (!isKnown) return waitingText(facts, style);
			return joined([m.impact_text_early({ interval, ...n }, { locale }), outlook(facts, style)], style);
		case 'undecided': {
			if (!isKnown) return joined([missingText(facts, style), m.impact_unknown_is_not_none({}, { locale })], style);
			const { detectableEffect } = facts;
			const seen =
				detectableEffect === null
					? null
					: m.impact_would_show({ size: sizeText(kindOf(facts), detectableEffect, locale) }, { locale });
			return joined([m.impact_text_undecided({ interval, ...n }, { locale }), seen], style);
		}
		case 'not-identifiable':
			return blockedText(facts, style);
	}
}

/** What the page of a release says first about one metric. */
export const verdictLead = (facts: VerdictFacts, style: TimeStyle): Lead => ({
	title: title(facts, style),
	judgement: judgementText(facts, style),
	text: text(facts, style)
});
