import type { MetricName } from '#lib/domain/metric.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Figure } from './figure-words.ts';

/** What the page says first: a title and a line of what stands behind it. */
export type Lead = Readonly<{ title: string; about: string }>;

const SAID: Partial<Readonly<Record<MetricName, (inputs: { value: string }) => string>>> = {
	stars: m.lead_stars,
	nps: m.lead_nps,
	csat: m.lead_csat,
	ces: m.lead_ces,
	thumbs_up: m.lead_thumbs_up
};

type Known = Readonly<{
	/** The metric of the scale with the most answers; `null` when nothing was ever scored. */
	metric: MetricName | null;
	score: Figure | null;
	volume: Figure | null;
	/** The length of the range in words. */
	span: string;
	/** Whether filters leave answers out. */
	isFiltered?: boolean;
}>;

function title({ metric, score, volume, span, isFiltered = false }: Known): string {
	const said = metric ? SAID[metric] : undefined;
	if (!score?.value || !said) {
		const answers = volume?.n ?? 0;
		if (answers === 0) return isFiltered ? m.lead_filtered() : m.lead_nothing();
		return m.lead_no_scores({ count: answers, shown: volume?.nText ?? '' });
	}
	const lead = said({ value: score.value });
	if (!score.change) return m.lead_alone({ lead });
	if (score.change.couldBeNone) return m.lead_none({ lead, span });
	return score.change.isUp ? m.lead_higher({ lead, span }) : m.lead_lower({ lead, span });
}

function aboutScore({ score }: Known): string[] {
	if (!score?.value) return [];
	const from = { count: score.n, shown: score.nText };
	const behind = score.interval
		? m.lead_about_score({ ...from, interval: score.interval })
		: m.lead_about_score_alone(from);
	const { change } = score;
	if (!change) return [behind];
	return [behind, m.lead_about_change({ change: change.estimate, low: change.low, high: change.high })];
}

function aboutVolume({ score, volume, span }: Known): string[] {
	if (!volume || volume.n === 0) return [];
	const answers = { count: volume.n, shown: volume.nText };
	const { change } = volume;
	if (change) {
		const moved = { change: change.estimate, low: change.low, high: change.high, span };
		return [m.lead_about_volume({ ...answers, ...moved })];
	}
	return score?.value ? [m.lead_about_volume_only(answers)] : [];
}

/** A sentence with number, interval and n; a change that could be none is said to be so. */
export const leadOf = (known: Known): Lead => ({
	title: title(known),
	about: [...aboutScore(known), ...aboutVolume(known)].join(m.lead_joint())
});
