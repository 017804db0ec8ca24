import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnswerCursor, Answered } from '#lib/domain/answered.ts';
import type { FeedbackRow } from '#lib/domain/feedback.ts';
import type { Filter } from '#lib/domain/question.ts';
import { readAnswer, readAnswers } from '#lib/server/store/read-answers.ts';
import { openQuestionStore, type QuestionStore } from '../questions/question-store.ts';
import { createRandom, type Random } from '../questions/random.ts';
import { randomFeedback } from '../questions/random-rows.ts';

const CENTRE = Date.parse('2026-05-01T08:00:00Z');
const DAY = 86_400_000;
const EVER = { fromMs: 0, toMs: Date.parse('2105-12-31T00:00:00Z') };
const PRODUCT = 7;

const TEXTS = [
	'',
	'The app crashes when I share a PDF.',
	'CRASHES again, and again',
	'更新以后一直闪退，打不开',
	'闪退。Crash 之后要重新登录',
	'Ärger mit der STRASSE, ärgerlich',
	'ΟΔΌΣ και οδός',
	'Приложение ПАДАЕТ',
	`quotes ' " \\ and 100 % _ {x}`,
	'🙂 thanks',
	'ひらがな カタカナ'
];

/** Every row lands on one of few moments, so that many share theirs. */
const rowsOf = (random: Random): FeedbackRow[] =>
	randomFeedback(900, CENTRE, random).map((row) => ({
		...row,
		atMs: random.chance(0.6) ? CENTRE + random.whole(-4, 4) * 3_600_000 : row.atMs,
		text: random.pick(TEXTS)
	}));

const lower = (text: string): string => text.toLowerCase();

const valueOf = (row: FeedbackRow, field: string): string | number => {
	if (field === 'score') return row.score ?? NaN;
	if (field.startsWith('attributes.'))
		return row.attributes.find(([name]) => `attributes.${name}` === field)?.[1] ?? '';
	return String((row as Record<string, unknown>)[field] ?? '');
};

function passes(row: FeedbackRow, { field, op, value }: Filter): boolean {
	const own = valueOf(row, field);
	if (op === 'contains') return lower(String(own)).includes(lower(String(value)));
	if (op === '>=') return Number(own) >= Number(value);
	return op === '!=' ? own !== value : own === value;
}

/** What the contract says, row by row. */
const naive = (rows: readonly FeedbackRow[], filter: readonly Filter[], range = EVER): string[] =>
	rows
		.filter(({ atMs }) => atMs >= range.fromMs && atMs < range.toMs)
		.filter((row) => filter.every((one) => passes(row, one)))
		.toSorted((one, other) => other.atMs - one.atMs || (one.id < other.id ? -1 : 1))
		.map(({ id }) => id);

const contains = (value: string): Filter => ({ field: 'text', op: 'contains', value });
const WORDS = [
	'crash',
	'CRASH',
	'闪退',
	'退',
	'ärger',
	'Straße',
	'strasse',
	'οδός',
	'ПАДАЕТ',
	'падает',
	'%',
	'"',
	'\\',
	'🙂'
];

const CASES: Filter[][] = [
	[],
	...WORDS.map((word) => [contains(word)]),
	[contains('闪退'), contains('crash')],
	[contains('crash'), contains('again'), { field: 'channel', op: '=', value: 'app' }],
	[{ field: 'channel', op: '!=', value: '' }],
	[{ field: 'score', op: '>=', value: 4 }],
	[{ field: 'attributes.plan', op: '=', value: 'pro' }, contains('闪退')],
	[contains('no answer says this')]
];

describe('readAnswers', () => {
	let store: QuestionStore;
	const random = createRandom(20_260_501);
	const rows = rowsOf(random);
	beforeAll(async () => {
		store = await openQuestionStore();
		for (let from = 0; from < rows.length; from += 300)
			await store.insert(PRODUCT, { feedback: rows.slice(from, from + 300) });
		await store.insert(PRODUCT + 1, { feedback: rows.slice(0, 50) });
	});
	afterAll(() => store.close());

	const read = (filter: readonly Filter[], after: AnswerCursor | null, limit = 50, range = EVER) =>
		readAnswers(store.clickhouse, { product: PRODUCT, range, filter, after, limit });

	const cursorOf = (answers: readonly Answered[]): AnswerCursor | null => {
		const last = answers.at(-1);
		return last ? { atMs: Date.parse(last.at), id: last.id } : null;
	};

	async function readAll(filter: readonly Filter[], limit: number): Promise<string[]> {
		const ids: string[] = [];
		let { answers } = await read(filter, null, limit);
		while (answers.length > 0) {
			ids.push(...answers.map(({ id }) => id));
			({ answers } = await read(filter, cursorOf(answers), limit));
		}
		return ids;
	}

	it.each(CASES.map((filter) => ({ filter, name: JSON.stringify(filter.map(({ value }) => value)) })))(
		'finds and counts exactly the rows that pass $name, newest first',
		async ({ filter }) => {
			const expected = naive(rows, filter);
			const { answers, total } = await read(filter, null);
			expect(total).toBe(expected.length);
			expect(answers.map(({ id }) => id)).toEqual(expected.slice(0, 50));
		}
	);

	it.each([1000, 50, 7])('reads every row once in pages of %i, however many share a moment', async (limit) => {
		const filter = limit === 7 ? [contains('闪退')] : [];
		expect(await readAll(filter, limit)).toEqual(naive(rows, filter));
	});

	it('leaves nothing out and doubles nothing while newer answers arrive between the pages', async () => {
		const filter = [contains('падает')];
		const expected = naive(rows, filter);
		const first = await read(filter, null, 20);
		const late = { ...rows[0]!, atMs: CENTRE + 200 * DAY, text: 'Падает', id: 'late' };
		await store.insert(PRODUCT, { feedback: [late] });
		const second = await read(filter, cursorOf(first.answers), 20);
		expect([...first.answers, ...second.answers].map(({ id }) => id)).toEqual(expected.slice(0, 40));
		expect(second.total).toBeNull();
	});

	it('keeps to the range, which ends before its end', async () => {
		const range = { fromMs: CENTRE - 3_600_000, toMs: CENTRE + 3_600_000 };
		const { answers, total } = await read([], null, 1000, range);
		const expected = naive(rows, [], range);
		expect(answers.map(({ id }) => id)).toEqual(expected);
		expect(total).toBe(expected.length);
	});

	it('gives each answer in full', async () => {
		const row = rows.find(({ attributes, score, text }) => attributes.length > 1 && score !== null && text !== '')!;
		const answer = await readAnswer(store.clickhouse, PRODUCT, row.id);
		expect(answer).toMatchObject({
			id: row.id,
			at: new Date(row.atMs).toISOString(),
			...{ scale: row.scale, score: row.score, text: row.text, customer: row.customer },
			...{ version: row.version, channel: row.channel, lang: row.lang },
			attributes: Object.fromEntries(row.attributes)
		});
		expect(await readAnswer(store.clickhouse, PRODUCT + 2, row.id)).toBeNull();
		expect(await readAnswer(store.clickhouse, PRODUCT, `' OR 1 = 1 --`)).toBeNull();
	});
});
