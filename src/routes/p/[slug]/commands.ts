import type { MetricName } from '#lib/domain/metric.ts';

const SAMPLES: Partial<Readonly<Record<MetricName, string>>> = {
	nps: '{"scale":"nps","score":9}',
	csat: '{"scale":"csat","score":4}',
	ces: '{"scale":"ces","score":6}',
	stars: '{"scale":"stars","score":5}',
	thumbs_up: '{"scale":"thumbs","score":1}'
};

const curl = (address: string, json: string): string =>
	`curl ${address} \\\n  -H "Authorization: Bearer $UPSHOT_API_KEY" \\\n  --json '${json}'`;

export const eventCommand = (origin: string): string =>
	curl(`${origin}/api/v1/events`, '{"name":"checkout","customer":"c-42"}');

/** One line that sends the first row of what a metric is made from. */
export const sampleCommand = (metric: MetricName, origin: string): string =>
	metric === 'event_volume'
		? eventCommand(origin)
		: curl(`${origin}/api/v1/feedback`, SAMPLES[metric] ?? '{"scale":"stars","score":5}');

/** As `sampleCommand`, with words, a customer, a version and a channel: what makes the most of one answer. */
export const answerCommand = (origin: string): string =>
	curl(
		`${origin}/api/v1/feedback`,
		'{"scale":"stars","score":4,"text":"…",\n    "customer":"c-42","version":"1.0","channel":"App Store"}'
	);

export const importCommand = (slug: string): string => `npx upshot import feedback FILE --product ${slug}`;
