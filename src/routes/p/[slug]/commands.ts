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
		'{"scale":"stars","score":4,"text":"…",\n    "customer":"c-42","version":"1.0",\n    "channel":"App Store"}'
	);

/** A snippet, and what it is written in; runs as it stands, with the key in UPSHOT_API_KEY unless it is given. */
export type Snippet = Readonly<{ language: string; code: string }>;

const javascript = (address: string, key: string | null): string => `const response = await fetch('${address}', {
  method: 'POST',
  headers: {
    Authorization: ${key === null ? '`Bearer ${process.env.UPSHOT_API_KEY}`' : `'Bearer ${key}'`},
    'Content-Type': 'application/json'
  },
  body: JSON.stringify({
    scale: 'stars', score: 4, text: '…',
    customer: 'c-42', version: '1.0', channel: 'App Store'
  })
});
console.log(response.status, await response.json());`;

const python = (address: string, key: string | null): string => `import json, os, urllib.request

request = urllib.request.Request(
    "${address}",
    method="POST",
    headers={
        "Authorization": ${key === null ? '"Bearer " + os.environ["UPSHOT_API_KEY"]' : `"Bearer ${key}"`},
        "Content-Type": "application/json",
    },
    data=json.dumps({
        "scale": "stars", "score": 4, "text": "…",
        "customer": "c-42", "version": "1.0", "channel": "App Store",
    }).encode(),
)
print(urllib.request.urlopen(request).read().decode())`;

/** As `answerCommand`, for who has no shell at hand; none needs a package. */
export const answerSnippets = (origin: string, key: string | null = null): readonly Snippet[] => {
	const address = `${origin}/api/v1/feedback`;
	const command = answerCommand(origin);
	return [
		{ language: 'curl', code: key === null ? command : command.replace('$UPSHOT_API_KEY', key) },
		{ language: 'JavaScript', code: javascript(address, key) },
		{ language: 'Python', code: python(address, key) }
	];
};

/** Where the command looks for a server without being told. */
const COMMANDS_OWN_ORIGIN = 'http://localhost:3000';

/** Names the server wherever the command would not find it by itself. */
export const importCommand = (slug: string, origin: string, kind: 'feedback' | 'releases' = 'feedback'): string =>
	`npx upshot import ${kind} FILE --product ${slug}${origin === COMMANDS_OWN_ORIGIN ? '' : ` --url ${origin}`}`;
