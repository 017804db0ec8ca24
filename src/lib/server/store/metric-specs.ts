import type { MetricName } from '#lib/domain/metric.ts';
import { SCALE_NAMES, SCALES, type Scale } from '#lib/domain/scale.ts';
import { count, customersOf, mean, perCustomer, share } from './estimates.ts';
import type { CountedMetric, Estimate, MetricSpec, Sums } from './metric-spec.ts';

const onAnyScale = (condition: (scale: Scale) => string): string =>
	`(${SCALE_NAMES.map((scale) => `(scale = '${scale}' AND ${condition(scale)})`).join(' OR ')})`;

const SCORED = `scale != 'none'`;
const NEGATIVE = onAnyScale((scale) => `score <= ${SCALES[scale].negativeUpTo}`);
const POSITIVE = onAnyScale((scale) => `score >= ${SCALES[scale].positiveFrom}`);

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
		estimate: customersOf
	},
	events_per_customer: {
		kind: 'distinct',
		tables: ['events'],
		nOf: 'customers',
		estimate: perCustomer
	}
};

export const metricSpec = (name: MetricName): MetricSpec => SPECS[name];
