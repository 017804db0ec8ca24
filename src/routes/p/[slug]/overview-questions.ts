import type { Grain } from '#lib/charts/bucket-points.ts';
import { isMetricName, type MetricName } from '#lib/domain/metric.ts';
import type { QuestionInput } from '#lib/domain/question.ts';
import type { Scale } from '#lib/domain/scale.ts';
import { isRelative, momentOf } from '#lib/domain/time-range.ts';
import { lackedField } from './lacked-field.ts';
import type { ReadView } from './read-view.ts';

/** Every question of the page has a name; a panel is drawn from the answers of its names. */
export type Questions = Readonly<Record<string, QuestionInput>>;

/** Both ends as a question wants them: relative ones stay relative and move with the server's clock. */
export type Range = Readonly<{ from: string | number; to: string | number }>;

const METRIC_OF: Readonly<Record<Scale, MetricName>> = {
	nps: 'nps',
	csat: 'csat',
	ces: 'ces',
	stars: 'stars',
	thumbs: 'thumbs_up'
};

export const metricOfScale = (scale: Scale): MetricName => METRIC_OF[scale];

/** At most five lines in a split, and the rest as one. */
const MOST_LINES = 5;
/** Rows of a breakdown before the rest is one. */
const MOST_ROWS = 8;

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

export function rangeOf({ view, fromMs, toMs }: ReadView): Range {
	const end = (text: string, ms: number) => {
		const moment = momentOf(text);
		return moment && isRelative(moment) ? text : ms;
	};
	return { from: end(view.from, fromMs), to: end(view.to, toMs) };
}

/** `now-112d`: whole days where it can, as a relative time holds six digits only. */
function relativeText(ageMs: number): string {
	if (ageMs % DAY_MS === 0) return `now-${ageMs / DAY_MS}d`;
	return ageMs % HOUR_MS === 0 ? `now-${ageMs / HOUR_MS}h` : `now-${Math.round(ageMs / 60_000)}m`;
}

/** The period of equal length that ends where the range begins. */
export function rangeBefore(read: ReadView): Range {
	const from = momentOf(read.view.from);
	const to = momentOf(read.view.to);
	if (from && to && isRelative(from) && isRelative(to))
		return { from: relativeText(2 * from.ageMs - to.ageMs), to: relativeText(from.ageMs) };
	return { from: Math.max(0, 2 * read.fromMs - read.toMs), to: read.fromMs };
}

type Asking = Readonly<{ read: ReadView; grain: Grain }>;

function asker({ read }: Pick<Asking, 'read'>) {
	const range = rangeOf(read);
	const before = rangeBefore(read);
	const filter = [...read.view.filters];
	return {
		over: (metric: MetricName, bucket: Grain): QuestionInput => ({ metric, ...range, bucket, filter }),
		total: (metric: MetricName): QuestionInput => ({ metric, ...range, bucket: 'all', filter }),
		before: (metric: MetricName): QuestionInput => ({ metric, ...before, bucket: 'all', filter }),
		by: (metric: MetricName, field: string): QuestionInput => ({
			...{ metric, ...range, bucket: 'all', filter },
			groupBy: field,
			groups: MOST_ROWS
		}),
		split: (metric: MetricName, field: string, bucket: Grain): QuestionInput => ({
			...{ metric, ...range, bucket, filter },
			groupBy: field,
			groups: MOST_LINES
		})
	};
}

/** Only what can follow the page's filters; a panel without its question says why it is empty. */
const askable = (read: ReadView, questions: Questions): Questions =>
	Object.fromEntries(
		Object.entries(questions).filter(
			([, { metric }]) => isMetricName(metric) && lackedField(metric, read.view) === null
		)
	);

/** What can be asked before anything is known. */
export function firstQuestions({ read, grain }: Asking): Questions {
	const ask = asker({ read });
	return askable(read, {
		volume: ask.over('feedback_volume', grain),
		volumeTotal: ask.total('feedback_volume'),
		volumeBefore: ask.before('feedback_volume'),
		scales: ask.by('feedback_volume', 'scale'),
		negativeTotal: ask.total('negative_share'),
		negativeBefore: ask.before('negative_share'),
		negativeFine: ask.over('negative_share', grain),
		active: ask.over('active_customers', grain),
		activeTotal: ask.total('active_customers'),
		activeBefore: ask.before('active_customers'),
		events: ask.over('event_volume', grain),
		responseTotal: ask.total('response_rate'),
		channelVolume: ask.by('feedback_volume', 'channel'),
		versionVolume: ask.by('feedback_volume', 'version')
	});
}

/** What follows once the scales and the grain of rates are known. `scores` begins with the one that stands for the page. */
export function nextQuestions({ read, grain }: Asking, scores: readonly MetricName[]): Questions {
	const ask = asker({ read });
	const [key] = scores;
	return askable(read, {
		negative: ask.over('negative_share', grain),
		response: ask.over('response_rate', grain),
		...Object.fromEntries(scores.map((metric) => [`score:${metric}`, ask.over(metric, grain)])),
		...(key && {
			scoreTotal: ask.total(key),
			scoreBefore: ask.before(key),
			channelScore: ask.by(key, 'channel'),
			versionScore: ask.by(key, 'version'),
			channelSplit: ask.split(key, 'channel', grain)
		})
	});
}
