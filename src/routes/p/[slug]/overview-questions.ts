import type { Grain } from '#lib/charts/bucket-points.ts';
import { isMetricName, type MetricName } from '#lib/domain/metric.ts';
import type { QuestionInput } from '#lib/domain/question.ts';
import type { Scale } from '#lib/domain/scale.ts';
import { isRelative, momentOf } from '#lib/domain/time-range.ts';
import { lackedField } from './lacked-field.ts';
import { besideName } from './beside-name.ts';
import { ageOf, compareShift, rangeBack, relativeText, type Range } from './range-shift.ts';
import type { ReadView } from './read-view.ts';

/** Every question of the page has a name; a panel is drawn from the answers of its names. */
export type Questions = Readonly<Record<string, QuestionInput>>;

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

/** Daylight saving moves an edge by no more; what a chart does not look for costs little. */
const PAD_MS = 3 * 3_600_000;

export function rangeOf({ view, fromMs, toMs }: ReadView): Range {
	const end = (text: string, ms: number) => {
		const moment = momentOf(text);
		return moment && isRelative(moment) ? text : ms;
	};
	return { from: end(view.from, fromMs), to: end(view.to, toMs) };
}

/** The range that the key figures are compared with, and the charts where that was asked for. */
export function rangeBefore(read: ReadView): Range {
	const { view, fromMs, toMs } = read;
	// The period before what moves with the clock ends where that begins, so many hours before, whatever the wall says.
	const isAdjacent = view.compare !== 'weeks' && ageOf(view.from) !== null && ageOf(view.to) !== null;
	return rangeBack(read, isAdjacent ? { ms: toMs - fromMs } : compareShift(read, view.compare ?? 'period'));
}

/** As `rangeBefore`, with room at the ends that move: buckets are matched by their place on the calendar. */
export function besideRange(read: ReadView): Range {
	const { from, to } = rangeBefore(read);
	const padded = (end: string | number, ms: number) => {
		const age = typeof end === 'string' ? ageOf(end) : null;
		return age === null ? end : relativeText(Math.max(0, age + ms));
	};
	return { from: padded(from, PAD_MS), to: padded(to, -PAD_MS) };
}

type Asking = Readonly<{ read: ReadView; grain: Grain }>;

function asker({ read }: Pick<Asking, 'read'>) {
	const range = rangeOf(read);
	const before = rangeBefore(read);
	const beside = besideRange(read);
	const filter = [...read.view.filters];
	return {
		over: (metric: MetricName, bucket: Grain): QuestionInput => ({ metric, ...range, bucket, filter }),
		total: (metric: MetricName): QuestionInput => ({ metric, ...range, bucket: 'all', filter }),
		before: (metric: MetricName): QuestionInput => ({ metric, ...before, bucket: 'all', filter }),
		beside: (metric: MetricName, bucket: Grain): QuestionInput => ({ metric, ...beside, bucket, filter }),
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

/** What the charts are compared with, by the names of their own questions. */
function besideQuestions({ read, grain }: Asking, metrics: Readonly<Record<string, MetricName>>): Questions {
	if (!read.view.compare) return {};
	const ask = asker({ read });
	return Object.fromEntries(
		Object.entries(metrics).map(([name, metric]) => [besideName(name), ask.beside(metric, grain)])
	);
}

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
		versionVolume: ask.by('feedback_volume', 'version'),
		...besideQuestions(
			{ read, grain },
			{ volume: 'feedback_volume', active: 'active_customers', events: 'event_volume' }
		)
	});
}

/** What follows once the scales and the grain of rates are known. `scores` begins with the one that stands for the page. */
export function nextQuestions({ read, grain }: Asking, scores: readonly MetricName[]): Questions {
	const ask = asker({ read });
	const [key] = scores;
	const charts = Object.fromEntries(scores.map((metric) => [`score:${metric}`, metric]));
	return askable(read, {
		...besideQuestions({ read, grain }, { ...charts, negative: 'negative_share', response: 'response_rate' }),
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
