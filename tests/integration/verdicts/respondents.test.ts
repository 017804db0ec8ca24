import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FeedbackRow } from '#lib/domain/feedback.ts';
import { readEventCounts } from '#lib/server/store/read-event-counts.ts';
import { readAnswerCounts, readRespondents } from '#lib/server/store/read-respondents.ts';
import { createRandom } from '../../fixtures/random.ts';
import { openQuestionStore, type QuestionStore } from '../questions/question-store.ts';
import { randomEvents, randomFeedback } from '../questions/random-rows.ts';
import { createRandom as createRows } from '../questions/random.ts';
import { answers, respondents } from './respondents-model.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const CENTRE = Date.UTC(2026, 2, 29, 1);

const random = createRandom();
let store: QuestionStore;
beforeAll(async () => {
	store = await openQuestionStore();
});
afterAll(() => store.close());

const SEGMENTS = {
	none: { segmentOf: () => '' },
	topics: {
		topics: [
			['slow', 'late'],
			['很慢', '100 %']
		],
		segmentOf: ({ text }: FeedbackRow) =>
			[/slow|late/i, /很慢|100 %/].map((terms) => (terms.test(text) ? '1' : '0')).join('')
	},
	lang: { segment: 'lang', segmentOf: ({ lang }: FeedbackRow) => lang },
	plan: {
		segment: 'attributes.plan',
		segmentOf: ({ attributes }: FeedbackRow) => attributes.find(([name]) => name === 'plan')?.[1] ?? ''
	}
};

/** Whole buckets around a release at no round time. */
function randomBuckets() {
	const widthMs = random.pick([5, 15, 60, 120, 240, 360, 720, 1440]) * MINUTE;
	const releaseMs = CENTRE + random.below(DAY) - random.below(DAY);
	const before = 1 + random.below(Math.floor((100 * DAY) / widthMs));
	const after = 1 + random.below(Math.floor((28 * DAY) / widthMs));
	return { range: { fromMs: releaseMs - before * widthMs, toMs: releaseMs + after * widthMs }, widthMs };
}

describe('readRespondents', () => {
	it(`counts as the method says, also after late rows and a merge, seed ${random.seed}`, async () => {
		const rows: FeedbackRow[] = [];
		const generator = createRows(random.seed);
		for (let round = 0; round < 6; round++) {
			// Few customers and few moments: many answer twice, some at the same millisecond.
			const late = randomFeedback(300, CENTRE, generator).map((row, index) => ({
				...row,
				id: `${random.below(1e9).toString(36)}-${round}-${index}`,
				...(random.chance(0.5) && { atMs: CENTRE + random.below(40) * 3 * MINUTE })
			}));
			rows.push(...late);
			await store.insert(1, { feedback: late });
			await store.insert(2, { feedback: late.slice(0, 9) });
			if (round === 3) await store.merge();
			for (let asked = 0; asked < 5; asked++) {
				const buckets = randomBuckets();
				const { segmentOf, ...split } = random.pick(
					Object.values<{ segment?: string; topics?: string[][]; segmentOf: (row: FeedbackRow) => string }>(SEGMENTS)
				);
				const question = { product: 1, ...buckets, ...split };
				const model = { ...buckets.range, widthMs: buckets.widthMs, segmentOf };
				expect(await readRespondents(store.clickhouse, question)).toEqual(respondents(rows, model));
				expect(await readAnswerCounts(store.clickhouse, question)).toEqual(answers(rows, model));
			}
		}
	});

	it('has no buckets that the method has not', async () => {
		const read = (widthMs: number, lengthMs: number) => () =>
			readRespondents(store.clickhouse, { product: 1, widthMs, range: { fromMs: 0, toMs: lengthMs } });
		await expect(read(MINUTE, DAY)()).rejects.toThrow(RangeError);
		await expect(read(2 * DAY, 4 * DAY)()).rejects.toThrow(RangeError);
		await expect(read(7 * MINUTE, DAY)()).rejects.toThrow(RangeError);
		await expect(read(DAY, 209 * DAY)()).rejects.toThrow(RangeError);
		await expect(read(DAY, 0)()).rejects.toThrow(RangeError);
	});
});

describe('readEventCounts', () => {
	it(`counts events and their customers, seed ${random.seed}`, async () => {
		const rows = randomEvents(800, CENTRE, createRows(random.seed + 1));
		await store.insert(3, { events: rows });
		for (let asked = 0; asked < 8; asked++) {
			const { range, widthMs } = randomBuckets();
			const cells = new Map<string, { bucket: number; version: string; n: number; customers: Set<string> }>();
			for (const { atMs, version, customer } of rows) {
				if (atMs < range.fromMs || atMs >= range.toMs) continue;
				const bucket = Math.floor((atMs - range.fromMs) / widthMs);
				const key = `${bucket} ${version}`;
				const cell = cells.get(key) ?? { bucket, version, n: 0, customers: new Set() };
				if (customer !== '') cell.customers.add(customer);
				cells.set(key, { ...cell, n: cell.n + 1 });
			}
			const expected = [...cells.values()]
				.map(({ customers, ...cell }) => ({ ...cell, customers: customers.size }))
				.sort((a, b) => a.bucket - b.bucket || (a.version < b.version ? -1 : 1));
			expect(await readEventCounts(store.clickhouse, { product: 3, range, widthMs })).toEqual(expected);
		}
	});
});
