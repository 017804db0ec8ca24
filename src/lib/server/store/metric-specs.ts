import type { MetricName } from '#lib/domain/metric.ts';
import { SCALE_NAMES, SCALES, type Scale } from '#lib/domain/scale.ts';
import { poissonInterval } from '#lib/stats/poisson-interval.ts';
import { studentTInterval } from '#lib/stats/student-t-interval.ts';
import { wilsonInterval } from '#lib/stats/wilson-interval.ts';
import type { CountedMetric, Estimate, MetricSpec, Sums } from './metric-spec.ts';

const NONE = { value: null, low: null, high: null } as const;

const onAnyScale = (condition: (scale: Scale) => string): string =>
	`(${SCALE_NAMES.map((scale) => `(scale = '${scale}' AND ${condition(scale)})`).join(' OR ')})`;

const SCORED = `scale != 'none'`;
const NEGATIVE = onAnyScale((scale) => `score <= ${SCALES[scale].negativeUpTo}`);
const POSITIVE = onAnyScale((scale) => `score >= ${SCALES[scale].positiveFrom}`);

/** How many there were; the exact interval of how many were to be expected. @see poissonInterval */
function count({ n }: Sums): Estimate {
	const { low, high } = poissonInterval(n);
	return { n, value: n, low, high };
}

/** `total` of `n`. @see wilsonInterval */
function share({ n, total }: Sums): Estimate {
	const interval = wilsonInterval(total, n);
	return interval ? { n, value: interval.estimate, low: interval.low, high: interval.high } : { n, ...NONE };
}

/** The mean worth, with Student's t interval within what the worth can be. @see studentTInterval */
function mean(min: number, max: number): (sums: Sums) => Estimate {
	return ({ n, total, squares }) => {
		if (n === 0) return { n, ...NONE };
		const interval = studentTInterval({ n, sum: total, squares });
		if (!interval) return { n, value: total / n, low: null, high: null };
		return { n, value: interval.estimate, low: Math.max(min, interval.low), high: Math.min(max, interval.high) };
	};
}

const counted = (
	source: { table?: 'feedback' | 'events'; rows: string; worth?: string },
	estimate: (sums: Sums) => Estimate
): CountedMetric => ({
	kind: 'counted',
	sources: [{ table: source.table ?? 'feedback', rows: source.rows, n: 1, worth: source.worth ?? '0' }],
	estimate
});

/** The built-in metrics as the contract defines them. */
const SPECS: Readonly<Record<MetricName, MetricSpec>> = {
	feedback_volume: counted({ rows: '1' }, count),
	event_volume: counted({ table: 'events', rows: '1' }, count),
	negative_volume: counted({ rows: NEGATIVE }, count),
	positive_volume: counted({ rows: POSITIVE }, count),
	csat: counted({ rows: `scale = 'csat'`, worth: `score >= ${SCALES.csat.positiveFrom}` }, share),
	thumbs_up: counted({ rows: `scale = 'thumbs'`, worth: `score >= ${SCALES.thumbs.positiveFrom}` }, share),
	negative_share: counted({ rows: SCORED, worth: NEGATIVE }, share),
	// Each answer is worth -100, 0 or 100, so their mean is the promoters' share less the detractors', in points.
	nps: counted(
		{
			rows: `scale = 'nps'`,
			worth: `100 * ((score >= ${SCALES.nps.positiveFrom}) - (score <= ${SCALES.nps.negativeUpTo}))`
		},
		mean(-100, 100)
	),
	ces: counted({ rows: `scale = 'ces'`, worth: 'score' }, mean(SCALES.ces.min, SCALES.ces.max)),
	stars: counted({ rows: `scale = 'stars'`, worth: 'score' }, mean(SCALES.stars.min, SCALES.stars.max)),
	response_rate: {
		kind: 'counted',
		sources: [
			{ table: 'feedback', rows: SCORED, n: 0, worth: '1' },
			{ table: 'events', rows: `name = 'feedback.asked'`, n: 1, worth: '0' }
		],
		// Some answer without having been asked; more answers than questions is still everyone.
		estimate: ({ n, total }) => share({ n, total: Math.min(total, n), squares: 0 })
	},
	active_customers: {
		kind: 'distinct',
		tables: ['feedback', 'events'],
		nOf: 'rows',
		estimate: ({ n, total }) => ({ n, value: n === 0 ? null : total, low: null, high: null })
	},
	events_per_customer: {
		kind: 'distinct',
		tables: ['events'],
		nOf: 'customers',
		estimate: ({ n, total }) => ({ n: total, value: total === 0 ? null : n / total, low: null, high: null })
	}
};

export const metricSpec = (name: MetricName): MetricSpec => SPECS[name];
