import { describe, expect, it } from 'vitest';
import { Question, type QuestionInput } from '#lib/domain/question.ts';
import { questionId, streamId } from '#lib/server/questions/question-id.ts';

const product = { number: 1, slug: 'shop', name: 'Shop', timezone: 'Europe/Berlin' };
const plain: QuestionInput = { metric: 'nps', from: 'now-24h', to: 'now', bucket: 'hour' };
const version: NonNullable<QuestionInput['filter']>[number] = { field: 'version', op: 'in', value: ['1', '2'] };
const channel: NonNullable<QuestionInput['filter']>[number] = { field: 'channel', op: '=', value: 'app' };

const idOf = (question: Partial<QuestionInput>, asked = product) =>
	questionId(asked, Question.parse({ ...plain, ...question }));

describe('questionId', () => {
	it('stays the same, in every process', () => expect(idOf({})).toBe('uWM11mpqQ4vbkhO05zbxlo'));

	it.each([
		['defaults written out', { filter: [], groups: 20 }, {}],
		['times written in another way', { from: 'now-1d', to: 1_767_225_600_000 }, { to: '2026-01-01T01:00:00+01:00' }],
		['filters in another order', { filter: [version, channel] }, { filter: [channel, version] }],
		['values in another order', { filter: [version] }, { filter: [{ ...version, value: ['2', '1', '1'] }] }],
		['numbers for text', { filter: [version] }, { filter: [{ ...version, value: [1, 2] }] }],
		['groups without a groupBy', { groups: 3 }, {}]
	] as const)('is equal for %s', (_, one, other) => {
		expect(idOf(one as Partial<QuestionInput>)).toBe(idOf(other as Partial<QuestionInput>));
	});

	it('differs where the question does', () => {
		const ids = [
			idOf({}),
			idOf({ metric: 'csat' }),
			idOf({ from: 'now-25h' }),
			idOf({ to: 'now-1h' }),
			idOf({ bucket: 'day' }),
			idOf({ filter: [channel] }),
			idOf({ filter: [{ ...channel, op: '!=' }] }),
			idOf({ filter: [{ ...channel, value: 'web' }] }),
			idOf({ filter: [{ ...channel, field: 'version' }] }),
			idOf({ groupBy: 'channel' }),
			idOf({ groupBy: 'channel', groups: 3 }),
			idOf({}, { ...product, number: 2 }),
			idOf({}, { ...product, timezone: 'UTC' })
		];
		expect(new Set(ids).size).toBe(ids.length);
	});
});

describe('streamId', () => {
	it('is equal for equal filters and no question’s id', () => {
		const filter = Question.parse({ ...plain, filter: [version, channel] }).filter;
		expect(streamId(product, filter)).toBe(streamId(product, filter.toReversed()));
		expect(streamId(product, [])).not.toBe(streamId(product, filter));
		expect(streamId(product, [])).not.toBe(idOf({}));
	});
});
