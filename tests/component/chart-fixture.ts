import { metricNamed } from '#lib/domain/metric.ts';
import type { Answer, Bucket } from '#lib/domain/question.ts';
import type { Release } from '#lib/domain/release.ts';
import { timeModel } from '#lib/charts/time-model.ts';

export const DAY_MS = 86_400_000;
export const START_MS = Date.parse('2018-09-01T16:00:00Z');
export const style = { zone: 'Asia/Shanghai', locale: 'en' } as const;

const bucket = (day: number, value: number, n = 20): Bucket => ({
	start: new Date(START_MS + day * DAY_MS).toISOString(),
	n,
	value,
	low: value - 0.2,
	high: value + 0.2
});
export const answer = (...series: Answer['result']['series']): Answer => ({
	watermark: new Date(START_MS + 9.5 * DAY_MS).toISOString(),
	result: { series }
});
export const days = (value: (day: number) => number) =>
	Array.from({ length: 10 }, (_, day) => bucket(day, value(day), 20 + day));
export const release: Release = {
	version: '69.0.3497.71',
	at: new Date(START_MS + 4 * DAY_MS).toISOString(),
	title: '',
	notes: '',
	url: '',
	assignment: 'everyone',
	rollout: 'gradual',
	stages: []
};

const stars = timeModel({
	metric: metricNamed('stars')!,
	grain: 'day',
	style,
	answer: answer({ group: null, buckets: days((day) => 2 + day / 10) }),
	releases: [release]
});
export const shown = { title: 'Stars', about: 'mean per day', kind: 'line', model: stars } as const;
