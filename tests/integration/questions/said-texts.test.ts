import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSaidTexts } from '#lib/server/store/read-said-texts.ts';
import { openQuestionStore, type QuestionStore } from './question-store.ts';

const START = Date.UTC(2025, 3, 1);
const MINUTE = 60_000;

let store: QuestionStore;
beforeAll(async () => {
	store = await openQuestionStore();
	const row = {
		ownId: true,
		scale: null,
		score: null,
		customer: '',
		version: '',
		lang: 'de',
		channel: '',
		attributes: []
	};
	const feedback = Array.from({ length: 4000 }, (_, index) => ({
		...row,
		...{ id: `a${index}`, atMs: START + index * MINUTE, text: index % 4 === 0 ? '' : `${index}` }
	}));
	await store.insert(1, { feedback });
	await store.insert(2, { feedback: [{ ...row, id: 'long', atMs: START, text: '界'.repeat(5000) }] });
});
afterAll(() => store.close());

const read = (product: number, minutes: number, most: number) =>
	readSaidTexts(store.clickhouse, { product, range: { fromMs: START, toMs: START + minutes * MINUTE }, most });

describe('readSaidTexts', () => {
	it('gives every text of the range in time order where there are few', async () => {
		const { total, answers } = await read(1, 8, 100);
		expect([total, answers.map(({ text }) => text)]).toEqual([6, ['1', '2', '3', '5', '6', '7']]);
		expect(answers[0]!.lang).toBe('de');
	});

	it('gives a part that lies evenly in time, the same each time, where there are many', async () => {
		const { total, answers } = await read(1, 4000, 600);
		expect(total).toBe(3000);
		expect(Math.abs(answers.length - 600)).toBeLessThan(120);
		for (const quarter of [0, 1, 2, 3]) {
			const own = answers.filter(({ text }) => Math.floor(Number(text) / 1000) === quarter);
			expect(Math.abs(own.length - 150)).toBeLessThan(60);
		}
		expect((await read(1, 4000, 600)).answers).toEqual(answers);
	});

	it('gives the beginning of a long text, in whole characters', async () => {
		const { answers } = await read(2, 1, 10);
		expect(answers).toEqual([{ text: '界'.repeat(2000), lang: 'de' }]);
	});
});
