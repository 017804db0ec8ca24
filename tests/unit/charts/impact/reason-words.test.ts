import { describe, expect, it } from 'vitest';
import { reasonDetail } from '#lib/charts/impact/reason-detail.ts';
import { reasonWords } from '#lib/charts/impact/reason-words.ts';

const CODES = [
	...['PRE_TOO_SHORT', 'SELF_SELECTED', 'SPLIT_BROKEN', 'OUTAGE', 'OVERLAP', 'STEP_BEFORE', 'SELECTION', 'CONFLICT'],
	...['NO_METHOD', 'TOO_FEW', 'ONE_BURST', 'COLLECTING', 'NOT_CONFIRMED', 'WINDOW_OVER', 'UNDECIDABLE', 'WEAK_PRE'],
	...['COMPOSITION', 'VOLUME_CHANGED', 'TOPIC', 'SHORT_LIVED', 'LATE_ONSET', 'BETTING_OPEN']
];

describe('reasonWords', () => {
	it.each(CODES)('says what %s means and what to do next, in both languages', (code) => {
		const english = reasonWords({ code, message: 'raw' }, 'en');
		const chinese = reasonWords({ code, message: 'raw' }, 'zh-CN');
		for (const words of [english.said, english.next]) expect(words).toMatch(/^[A-Z].+\.$/);
		for (const words of [chinese.said, chinese.next]) expect(words).toMatch(/[\u4e00-\u9fff].*。$/);
		expect(new Set([english.said, english.next, chinese.said, chinese.next]).size).toBe(4);
	});
	it('keeps the server’s words for a code it does not know', () =>
		expect(reasonWords({ code: 'NEW_ONE', message: 'A new reason.' }, 'en')).toEqual({
			said: 'A new reason.',
			next: null
		}));
	it('knows a topic by its name', () =>
		expect(reasonWords({ code: 'TOPIC:redesign', message: 'raw' }, 'en').said).not.toBe('raw'));
});

describe('reasonDetail', () => {
	it.each([
		[
			{ code: 'OVERLAP', values: { information: 0.2, hours: 144 }, names: ['67.0.3396.59'] },
			'67.0.3396.59, 6 days apart: 20% of the information is left, 25% needed.',
			'与 67.0.3396.59 相隔 6 天：仅剩 20% 的信息，至少需要 25%。'
		],
		[{ code: 'STEP_BEFORE', values: { days: 5 } }, 'It began about 5 days before.', '约在发布前 5 天开始。'],
		[
			{ code: 'SELECTION', values: { highBefore: 12.5, highAfter: 43.9, lowBefore: 13.5, lowAfter: 9.6 } },
			'A day: high scores 12.5 → 43.9, low scores 13.5 → 9.6.',
			'每日：高分 12.5 → 43.9，低分 13.5 → 9.6。'
		],
		[
			{ code: 'TOPIC', values: { before: 0.03, after: 0.47, without: -0.08 }, names: ['campaign'] },
			'“campaign”: in 47% of the answers since, 3% before; without it −0.08 stars.',
			'“campaign”：发布后占 47%，之前占 3%；去掉后为 −0.08 星。'
		],
		[{ code: 'VOLUME_CHANGED', values: { change: 16 } }, 'Answers a day: ×17.0.', '每日回答：×17.0。'],
		[{ code: 'PRE_TOO_SHORT', values: { days: 1 } }, '1 day is known; 14 are needed.', '已知 1 天，至少需要 14 天。'],
		[
			{ code: 'OUTAGE', values: { before: 0, after: 0.36 } },
			'Missing: 36% of the time since the release, 0% of the time before.',
			'缺失：发布后 36% 的时间，发布前 0% 的时间。'
		]
	])('tells the numbers of %o', (reason, english, chinese) => {
		const one = { message: '', ...reason };
		expect(reasonDetail(one, { kind: 'stars', locale: 'en' })).toBe(english);
		expect(reasonDetail(one, { kind: 'stars', locale: 'zh-CN' })).toBe(chinese);
	});
	it.each(CODES)('says nothing of %s when no numbers came', (code) =>
		expect(reasonDetail({ code, message: '' }, { kind: 'stars', locale: 'en' })).toBeNull()
	);
});
