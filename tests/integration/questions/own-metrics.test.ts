import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUCKETS, questionSchema, type Bucket, type Series } from '#lib/domain/question.ts';
import { createQuestions } from '#lib/server/questions/create-questions.ts';
import { openQuestionStore, type QuestionStore } from './question-store.ts';
import { createRandom } from './random.ts';
import { KINDS, randomMetric } from './random-metric.ts';
import { randomQuestion } from './random-question.ts';
import { randomEvents, randomFeedback, TOPICS } from './random-rows.ts';
import { referenceSeries, type Rows } from './reference-answer.ts';
import { createReferenceClock, type ReferenceClock } from './reference-clock.ts';
import { referenceMetric } from './reference-metric.ts';

const SEED = Number(process.env.UPSHOT_SEED ?? 20_261_123);
const [QUESTIONS_EACH, ROWS] = [9, 400];

/** Zones and a moment at which each moves its clock. */
const PLACES = [
	['Europe/Berlin', '2026-03-29T01:00:00Z'],
	['America/St_Johns', '2026-11-01T04:30:00Z'],
	['Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
	['Asia/Kathmandu', '2026-06-01T00:00:00Z']
] as const;

type Place = { number: number; timezone: string; centreMs: number; clock: ReferenceClock; rows: Rows };

/** Of numbers as large as 1e21 beside small ones only the leading digits mean something. */
const closeTo = (actual: number | null, expected: number | null, scale: number): boolean =>
	actual === null || expected === null ? actual === expected : Math.abs(actual - expected) <= 1e-9 * Math.max(1, scale);

function isSame(a: Bucket, b: Bucket): boolean {
	const scale = Math.max(...[b.value, b.low, b.high].map((end) => Math.abs(end ?? 0)));
	return a.n === b.n && (['value', 'low', 'high'] as const).every((end) => closeTo(a[end], b[end], scale));
}

/** The first bucket in which two answers differ, or how their series do; `null` when they are one. */
function difference(actual: readonly Series[], expected: readonly Series[]): unknown {
	const outline = (series: readonly Series[]) =>
		series.map(({ buckets, ...one }) => [one, buckets.map(({ start }) => start)]);
	if (JSON.stringify(outline(actual)) !== JSON.stringify(outline(expected)))
		return { actual: outline(actual), expected: outline(expected) };
	for (const [index, { group, buckets }] of actual.entries())
		for (const [place, bucket] of buckets.entries()) {
			const wanted = expected[index]!.buckets[place]!;
			if (!isSame(bucket, wanted)) return { group, actual: bucket, expected: wanted };
		}
	return null;
}

describe("a product's own metric", () => {
	let store: QuestionStore;
	let nowMs = 0;
	const places: Place[] = [];

	beforeAll(async () => {
		store = await openQuestionStore();
		const random = createRandom(SEED);
		for (const [index, [timezone, moment]] of PLACES.entries()) {
			const centreMs = Date.parse(moment);
			const rows = {
				feedback: randomFeedback(ROWS, centreMs, random),
				events: randomEvents(ROWS, centreMs, random)
			};
			places.push({ number: index + 1, timezone, centreMs, clock: createReferenceClock(timezone, centreMs), rows });
		}
		const insertPart = async (from: number, to: number) => {
			for (const { number, rows } of places)
				await store.insert(number, { feedback: rows.feedback.slice(from, to), events: rows.events.slice(from, to) });
		};
		await insertPart(0, ROWS * 0.8);
		await store.merge();
		await insertPart(ROWS * 0.8, ROWS);
	});
	afterAll(() => store.close());

	it.each(KINDS.map((kind, index) => ({ kind, index })))('$kind is what its rows say', async ({ kind, index }) => {
		const random = createRandom(SEED + index);
		let filled = 0;
		for (let round = 0; round < QUESTIONS_EACH; round++) {
			const place = random.pick(places);
			nowMs = place.centreMs + random.whole(0, 40 * 86_400_000);
			const definition = randomMetric(kind, random);
			const shape = { metric: 'own', bucket: BUCKETS[round % BUCKETS.length]!, table: definition.over };
			const input = randomQuestion(shape, { centreMs: place.centreMs, nowMs, random });
			const question = questionSchema([{ name: 'own', table: definition.over, definition }]).parse(input);
			const reference = referenceMetric(definition, place.rows, nowMs);
			const expected = referenceSeries(question, place.rows, place.clock, nowMs, reference);
			const product = { number: place.number, slug: 'p', name: 'P', timezone: place.timezone };
			const questions = createQuestions({ clickhouse: store.clickhouse, now: () => nowMs, topics: async () => TOPICS });
			const { result } = await questions.ask(product, question);
			const context = { SEED, zone: place.timezone, now: new Date(nowMs).toISOString(), input, definition };
			expect(difference(result.series, expected), JSON.stringify(context)).toBeNull();
			filled += expected.filter(({ buckets }) => buckets.some(({ n }) => n > 0)).length;
		}
		expect(filled).toBeGreaterThan(3);
	});
});
