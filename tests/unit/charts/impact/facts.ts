import { metricNamed, type MetricName } from '#lib/domain/metric.ts';
import type { VerdictFacts } from '#lib/charts/impact/verdict-facts.ts';

/** One release × metric as the words need it; what a test is not about has a plain value. */
export const facts = (metric: MetricName, some: Partial<VerdictFacts> = {}): VerdictFacts => ({
	version: '69.0',
	metric: metricNamed(metric)!,
	verdict: 'too-early',
	reasons: [],
	effect: 0.08,
	low: -0.87,
	high: 1.3,
	evidence: 1,
	threshold: 20,
	minimumEffect: 0.1,
	detectableEffect: null,
	decidableMs: null,
	establishedMs: null,
	untilMs: Date.parse('2018-10-02T00:00:00Z'),
	before: { n: 220, value: 2 },
	after: { n: 1470, value: 2.08 },
	fading: false,
	signalOf: null,
	...some
});

export const english = { zone: 'UTC', locale: 'en' } as const;
export const chinese = { zone: 'UTC', locale: 'zh-CN' } as const;
