import { describe, expect, it } from 'vitest';
import { feedbackSchema } from '#lib/domain/feedback.ts';
import { timeError } from '#lib/intake/feedback-rows.ts';
import { baseLocale, overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { reasonWords } from '../../../src/routes/p/[slug]/import/reason-words.ts';

const schema = feedbackSchema({ now: () => 0, newId: () => '' });
const errorsOf = (row: unknown) =>
	schema.safeParse(row).error?.issues.map(({ path, message }) => ({ path: path.join('.'), message })) ?? [];

const inChinese = (words: () => string): string => {
	overwriteGetLocale(() => 'zh-CN');
	try {
		return words();
	} finally {
		overwriteGetLocale(() => baseLocale);
	}
};

describe('reasonWords', () => {
	it.each([
		[timeError('never'), '时间：无法将 “never” 读作时间。'],
		[timeError(''), '时间：为空。'],
		[errorsOf({ at: 0, scale: 'stars', score: 9 })[0]!, '评分：按 stars 量表应为 1 到 5。'],
		[errorsOf({ at: 0, scale: 'stars', score: 1.5 })[0]!, '评分：应为整数。'],
		[errorsOf({ at: 0 })[0]!, '文字：需要评分或文字。'],
		[errorsOf({ at: 0, score: 3 })[0]!, '量表：评分需要量表。'],
		[errorsOf({ at: 0, text: 'x'.repeat(20_001) })[0]!, '文字：超过 20000 个字符。'],
		[errorsOf({ at: 9e8, text: 'x' })[0]!, '时间：晚于现在 24 小时以上：请检查时区。']
	])('says %j in Chinese', (error, words) => expect(inChinese(() => reasonWords([error]))).toBe(words));
	it('gives what it does not know as it came', () => {
		expect(reasonWords([{ path: 'attributes.plan', message: 'Is odd.' }])).toBe('plan: Is odd.');
	});
});
