import type { ImpactDetail } from '#lib/charts/impact/impact-detail.ts';
import type { VerdictFacts } from '#lib/charts/impact/verdict-facts.ts';
import { metricNamed } from '#lib/domain/metric.ts';
import type { Release } from '#lib/domain/release.ts';

const DAY_MS = 86_400_000;
const RELEASE_MS = Date.parse('2018-09-03T16:00:00Z');
const BEFORE = 28;
const SINCE = 20;

export const style = { zone: 'Asia/Shanghai', locale: 'en' } as const;

export const release: Release = {
	version: '69.0.3497.71',
	at: new Date(RELEASE_MS).toISOString(),
	title: '',
	notes: '',
	url: '',
	assignment: 'everyone',
	rollout: 'gradual',
	stages: []
};

export const facts: VerdictFacts = {
	version: release.version,
	metric: metricNamed('negative_share')!,
	verdict: 'regressed',
	reasons: [{ code: 'VOLUME_CHANGED', message: '', values: { change: 16 } }],
	...{ effect: 0.41, low: 0.26, high: 0.53, evidence: 1.3e8, threshold: 20 },
	...{ minimumEffect: 0.1, detectableEffect: null, decidableMs: null },
	establishedMs: RELEASE_MS + 2 * DAY_MS,
	untilMs: RELEASE_MS + 28 * DAY_MS,
	before: { n: 220, value: 0.01 },
	after: { n: 1470, value: 0.57 },
	...{ fading: false, signalOf: null }
};

const place = { effect: 0.41, low: 0.26, high: 0.53 } as const;

/** Wide first, then narrow around the effect. */
const funnel = Array.from({ length: SINCE }, (_, index) => {
	const half = 0.12 + 0.8 / (index + 1) ** 2;
	return {
		bucket: index + 1,
		effect: 0.41,
		low: index === 0 ? null : 0.41 - half,
		high: 0.41 + half,
		logEvidence: index
	};
});

const counterfactual = Array.from({ length: BEFORE + SINCE }, (_, bucket) => {
	const isSince = bucket >= BEFORE;
	return {
		bucket,
		observed: bucket === 10 ? null : isSince ? 0.55 + 0.05 * Math.sin(bucket) : 0.1 + 0.05 * Math.sin(bucket),
		masked: bucket === 12 || bucket === 13,
		forecast: isSince ? { mean: 0.1, low: 0, high: 0.24 } : null
	};
});

export const detail: ImpactDetail = {
	axis: { startMs: RELEASE_MS - BEFORE * DAY_MS, releaseMs: RELEASE_MS, widthMs: DAY_MS },
	outcome: {
		...place,
		verdict: 'regressed',
		path: 'before-after',
		reasons: [{ code: 'VOLUME_CHANGED', values: { change: 16 } }],
		...{ meaningful: true, slight: null, fading: false, signal: false },
		...{ logEvidence: Math.log(1.3e8), threshold: 20, alpha: 0.05, minimumEffect: 0.1 },
		...{ minimumDetectableEffect: 0.2, finalDetectableEffect: 0.15, decidableAt: null, decidableAs: null },
		established: { bucket: 2, verdict: 'regressed', logEvidence: 8, threshold: 20 },
		onset: { shape: 'step', hours: 24 },
		before: facts.before,
		after: facts.after,
		paths: { concurrent: null, beforeAfter: null },
		closed: SINCE,
		method: 1
	},
	charts: {
		counterfactual,
		funnel,
		placebo: { weeks: 8, seen: 0, largestT: 1.2, kappa: 1 },
		effectByAge: [
			{ ...place, fromHours: 0, toHours: 24, n: 6 },
			{ ...place, fromHours: 24, toHours: 168, n: 384 }
		],
		noise: [{ weight: 1, phi: 0, fast: 0, slow: 0, slope: 0.5 }],
		information: { now: 120, final: 180 },
		alternatives: []
	}
};
