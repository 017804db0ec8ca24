import { METRICS } from '../../src/lib/domain/metric.ts';
import { BUCKETS, type QuestionInput } from '../../src/lib/domain/question.ts';
import { SCALE_NAMES, SCALES } from '../../src/lib/domain/scale.ts';
import type { Random } from '../integration/questions/random.ts';
import { randomQuestion } from '../integration/questions/random-question.ts';
import { POOL } from '../integration/questions/random-rows.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** The clocks of Berlin go forward here. */
export const CENTRE_MS = Date.UTC(2026, 2, 29, 1);
export const TIMEZONE = 'Europe/Berlin';

/** Ranges that move with the clock, some of them within the minute. */
const MOVING = [
	{ from: 'now-5m', to: 'now', bucket: 'minute' },
	{ from: 'now-2m', to: 'now', bucket: 'all' },
	{ from: 'now-3h', to: 'now', bucket: 'minute' },
	{ from: 'now-24h', to: 'now', bucket: 'hour' },
	{ from: 'now-8w', to: 'now', bucket: 'week' },
	{ from: 'now-60d', to: 'now', bucket: 'day' }
] as const;

/** Any question: any metric, width, filter and grouping, fixed and moving ranges, often with more groups than fit. */
export function anyQuestion(random: Random): QuestionInput {
	const metric = random.pick(METRICS).name;
	const bucket = random.pick(BUCKETS);
	const question = randomQuestion({ metric, bucket }, { centreMs: CENTRE_MS, nowMs: Date.now(), random });
	// Most without a filter: else most rows would be nobody's.
	if (random.chance(0.5)) question.filter = [];
	return random.chance(0.4) ? question : { ...question, ...random.pick(MOVING) };
}

/** Most about the centre or just now, some long ago. */
function anyMoment(random: Random): number {
	if (random.chance(0.45)) return Date.now() - random.whole(0, random.chance(0.7) ? 3 * MINUTE_MS : DAY_MS);
	if (random.chance(0.1)) return CENTRE_MS - random.whole(0, 3000) * DAY_MS;
	return CENTRE_MS + random.whole(-12, 12) * random.pick([DAY_MS, DAY_MS / 24, DAY_MS / 24, DAY_MS / 1440]);
}

const anyCommon = (random: Random, idsAbove: number) => ({
	// The server's own moment for some.
	...(random.chance(0.9) && { at: anyMoment(random) }),
	// Ids of a small pool: many are there already, in the same batch or from an earlier episode.
	...(random.chance(0.5) && { id: `id-${random.whole(Math.max(0, idsAbove - 40), idsAbove)}` }),
	...(random.chance(0.7) && { version: random.pick(POOL.version) }),
	...(random.chance(0.7) && { customer: random.pick(POOL.customer) }),
	...(random.chance(0.6) && { attributes: { plan: random.pick(POOL.plan), seats: random.pick(POOL.seats) } })
});

function anyFeedback(random: Random, idsAbove: number) {
	const scale = random.pick(SCALE_NAMES);
	const score = random.whole(SCALES[scale].min, SCALES[scale].max);
	return {
		...anyCommon(random, idsAbove),
		channel: random.pick(POOL.channel),
		lang: random.pick(POOL.lang),
		...(random.chance(0.8) ? { scale, score } : { text: `words ${random.pick(POOL.text)}` }),
		...(random.chance(0.03) && { unknown: 'field' })
	};
}

const anyEvent = (random: Random, idsAbove: number) => ({
	...anyCommon(random, idsAbove),
	name: random.pick(POOL.name),
	...(random.chance(0.5) && { value: random.whole(0, 1000) / 7 })
});

export type AnyRows = { table: 'feedback' | 'events'; rows: object[] };

/** One row, some, or many, of one kind. */
export function anyRows(random: Random, idsAbove: number): AnyRows {
	const table = random.chance(0.65) ? 'feedback' : 'events';
	const count = random.chance(0.3) ? 1 : random.whole(2, random.chance(0.1) ? 400 : 30);
	const make = table === 'feedback' ? anyFeedback : anyEvent;
	return { table, rows: Array.from({ length: count }, () => make(random, idsAbove)) };
}
