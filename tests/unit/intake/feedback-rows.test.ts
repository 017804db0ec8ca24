import { createFeedbackRows, type FeedbackPlan } from '#lib/intake/feedback-rows.ts';
import { fieldMapping } from '#lib/intake/field-mapping.ts';
import { FEEDBACK_HEADERS } from '#lib/intake/feedback-headers.ts';
import { describe, expect, it } from 'vitest';
import { NAMES_ONLY } from './names-only.ts';

const NOW = Date.parse('2026-08-01T00:00:00Z');

function planFor(names: readonly string[], parts: Partial<FeedbackPlan> = {}): FeedbackPlan {
	const mapping = fieldMapping(
		names.map((name, place) => ({ name, place, isMet: true })),
		{ headers: FEEDBACK_HEADERS, columns: new Map(), constants: new Map(), takesAttributes: true, guess: NAMES_ONLY }
	);
	if ('problems' in mapping) throw new Error(mapping.problems.join());
	const times = { dayOrder: null, clock: (wallMs: number) => wallMs };
	return { mapping, score: { scale: 'stars', how: 'whole' }, times, ...parts };
}

const rowsFor = (names: readonly string[], parts?: Partial<FeedbackPlan>) =>
	createFeedbackRows(
		planFor(names, parts),
		(content) => content,
		() => NOW
	);

const read = (names: readonly string[], cells: readonly string[], parts?: Partial<FeedbackPlan>) =>
	rowsFor(names, parts)({ line: 2, cells });

const REVIEW = ['date', 'rating', 'title', 'content'];

describe('createFeedbackRows', () => {
	it('joins title and text, reads the time and gives an id of the content', () => {
		const feedback = { at: Date.parse('2022-01-01T20:48:04Z'), scale: 'stars', score: 4, text: 'Fine\nas it is' };
		const json = JSON.stringify(feedback);
		expect(read(REVIEW, ['2022-01-01 20:48:04', '4.0', 'Fine', ' as it is '])).toEqual({ id: json, feedback, json });
	});

	it('keeps the order of fields, on which the ids of every earlier import rest', () => {
		const names = [...REVIEW, 'version', 'source', 'user_id', 'lang', 'attributes.b', 'attributes.a', 'empty'];
		const found = read(names, ['1641070084', '1', '', 'x', '1.0', 'web', 'u1', 'en', '2', '1', '']);
		expect(found).toMatchObject({
			id: '{"at":1641070084000,"scale":"stars","score":1,"text":"x","customer":"u1","version":"1.0","channel":"web","lang":"en","attributes":{"a":"1","b":"2"}}'
		});
	});

	it('keeps the id of the file', () => {
		expect(read(['id', 'at', 'text'], ['r-1', '2026-01-31', 'x'])).toMatchObject({ id: 'r-1' });
	});

	it('sends no scale without a score', () => {
		expect(read(REVIEW, ['2022-01-01', '', 'Only', 'text'])).toMatchObject({
			feedback: { at: Date.parse('2022-01-01'), text: 'Only\ntext' }
		});
	});

	it("prefers the row's own scale", () => {
		expect(read(['at', 'scale', 'score'], ['2026-01-31', 'NPS', '9'])).toMatchObject({ feedback: { scale: 'nps' } });
	});

	it('joins attributes of JSON and of columns', () => {
		const rows = rowsFor(['at', 'text', 'attributes.plan']);
		expect(rows({ line: 1, cells: ['2026-01-31', 'x', 'pro'], attributes: { seats: 3, none: null } })).toMatchObject({
			feedback: { attributes: { plan: 'pro', seats: 3 } }
		});
	});

	it.each([
		[['2022-01-01', 'five', '', ''], [{ path: 'score', message: '“five” is not a number.' }]],
		[
			['soon', 'five', '', ''],
			[
				{ path: 'at', message: '“soon” is no time that can be read.' },
				{ path: 'score', message: '“five” is not a number.' }
			]
		],
		[['', '5', '', ''], [{ path: 'at', message: 'Is empty.' }]],
		[['2022-01-01', '6', '', ''], [{ path: 'score', message: 'Must be 1 to 5 on the stars scale.' }]],
		[['2022-01-01', '4.5', '', ''], [{ path: 'score', message: 'Must be a whole number.' }]],
		[['2022-01-01', '', '', ''], [{ path: 'text', message: 'A score or a text is needed.' }]],
		[['2022-01-01', '5', '', 'é'.repeat(20_001)], [{ path: 'text', message: 'At most 20000 characters.' }]],
		[
			['2026-08-03', '5', '', ''],
			[{ path: 'at', message: 'Lies more than 24 hours ahead. Check the clock or the zone.' }]
		]
	])('rejects %j', (cells, errors) => expect(read(REVIEW, cells)).toEqual({ errors }));

	it('reads scores as they are to be read, and keeps what was written', () => {
		const halves = { score: { scale: 'stars', how: 'rounded' } } as const;
		const cells = ['2022-01-01', '3.5', '', ''];
		expect(read(REVIEW, cells, halves)).toMatchObject({ feedback: { score: 4, attributes: { rating: '3.5' } } });
		const spread = { score: { scale: 'csat', how: 'spread', from: { low: -1, high: 1 } } } as const;
		for (const [written, score] of [
			['-1', 1],
			['-0.5', 2],
			['0', 3],
			['0.2', 3],
			['1', 5]
		] as const)
			expect(read(REVIEW, ['2022-01-01', written, '', ''], spread)).toMatchObject({ feedback: { score } });
	});

	it('reads words and dressed numbers', () => {
		const csat = { score: { scale: 'csat', how: 'whole' } } as const;
		const scoreOf = (written: string, parts: Partial<FeedbackPlan> = {}) =>
			read(REVIEW, ['2022-01-01', written, '', ''], parts);
		expect(scoreOf('neutral', csat)).toMatchObject({ feedback: { scale: 'csat', score: 3 } });
		expect(scoreOf('TRUE', { score: { scale: 'thumbs', how: 'whole' } })).toMatchObject({ feedback: { score: 1 } });
		for (const written of ['4/5', '4.0 out of 5 stars', '4 stars', '★★★★☆', '4星'])
			expect(scoreOf(written)).toMatchObject({ feedback: { score: 4 } });
	});

	it('rejects a score without a scale and an unknown scale', () => {
		const cells = ['2022-01-01', '5', '', ''];
		expect(read(REVIEW, cells, { score: null })).toEqual({
			errors: [{ path: 'scale', message: 'A score needs its scale.' }]
		});
		expect(read(['at', 'score', 'scale'], ['2022-01-01', '5', 'smileys'])).toEqual({
			errors: [{ path: 'scale', message: '“smileys” is no scale.' }]
		});
	});
});
