import { describe, expect, it } from 'vitest';
import { METRICS } from '#lib/domain/metric.ts';
import { verdictLead, verdictSentence } from '#lib/charts/impact/verdict-sentence.ts';
import { chinese, english, facts } from './facts.ts';

const fifthOfSeptember = Date.parse('2018-09-05T12:00:00Z');
const established = { establishedMs: fifthOfSeptember } as const;

/** An estimate of 0 without an end is none. */
const nothing = (hours: number) => ({
	...{ effect: 0, low: null, high: null },
	reasons: [{ code: 'TOO_FEW', message: '', values: { hours, buckets: hours, answers: 0 } }]
});

const cases = [
	{
		name: 'a share that got worse',
		facts: facts('negative_share', { verdict: 'regressed', effect: 0.41, low: 0.26, high: 0.53, ...established }),
		en: '69.0 raised the share of low scores by 41 points, a regression (95% interval +26 to +53, n 220 → 1,470). Established 5 Sep.',
		zh: '69.0 使负面占比上升 41 个百分点，判定为变差（95% 区间 +26 至 +53，n 220 → 1,470）。9月5日成立。'
	},
	{
		name: 'a mean that fell',
		facts: facts('stars', { verdict: 'regressed', effect: -0.62, low: -0.93, high: -0.31, ...established }),
		en: '69.0 lowered the star rating by 0.62 stars, a regression (95% interval −0.93 to −0.31, n 220 → 1,470). Established 5 Sep.',
		zh: '69.0 使星级下降 0.62 星，判定为变差（95% 区间 −0.93 至 −0.31，n 220 → 1,470）。9月5日成立。'
	},
	{
		name: 'points of NPS that rose',
		facts: facts('nps', { verdict: 'improved', effect: 12, low: 1, high: 23, ...established }),
		en: '69.0 raised NPS by 12 points, an improvement (95% interval +1 to +23, n 220 → 1,470). Established 5 Sep.',
		zh: '69.0 使 NPS 上升 12 分，判定为变好（95% 区间 +1 至 +23，n 220 → 1,470）。9月5日成立。'
	},
	{
		name: 'low scores that became many',
		facts: facts('negative_volume', { verdict: 'regressed', effect: 8, low: 0.3, high: 56, ...established }),
		en: '69.0 raised the number of low scores to ×9.0, a regression (95% interval ×1.3 to ×57, n 220 → 1,470). Established 5 Sep.',
		zh: '69.0 使低分数量增至 ×9.0，判定为变差（95% 区间 ×1.3 至 ×57，n 220 → 1,470）。9月5日成立。'
	},
	{
		name: 'a volume without a direction, which is told and not judged',
		facts: facts('feedback_volume', { verdict: 'improved', effect: 0.12, low: 0.03, high: 0.2, ...established }),
		en: '69.0 raised the number of answers by 12% (95% interval +3% to +20%, n 220 → 1,470). Established 5 Sep.',
		zh: '69.0 使反馈量上升 12%（95% 区间 +3% 至 +20%，n 220 → 1,470）。9月5日成立。'
	},
	{
		name: 'what was established and fades',
		facts: facts('ces', { verdict: 'improved', effect: 0.4, low: -0.1, high: 0.9, ...established, fading: true }),
		en: '69.0 raised CES by 0.40, an improvement (95% interval −0.10 to +0.90, n 220 → 1,470). Established 5 Sep; the interval holds 0 again, so it may be fading.',
		zh: '69.0 使轻松度上升 0.40，判定为变好（95% 区间 −0.10 至 +0.90，n 220 → 1,470）。9月5日成立；区间又包含 0，变化可能正在消退。'
	},
	{
		name: 'no meaningful change',
		facts: facts('csat', { verdict: 'no-meaningful-change', effect: 0.01, low: -0.05, high: 0.08, minimumEffect: 0.1 }),
		en: '69.0 left CSAT where it was: −5.0 to +8.0 points, within ±10 points.',
		zh: '69.0 未使满意度发生实质变化：−5.0 至 +8.0 个百分点，落在 ±10 个百分点以内。'
	},
	{
		name: 'too early, with a date',
		facts: facts('csat', { effect: -0.09, low: -0.26, high: 0.07, decidableMs: Date.parse('2018-10-12T00:00:00Z') }),
		en: 'Too early: −26 to +7 points. Decidable about 12 Oct if the effect stays as it is.',
		zh: '为时尚早：−26 至 +7 个百分点。若效应不变，约 10月12日可判定。'
	},
	{
		name: 'too early, with a time of the first days',
		facts: facts('csat', { effect: -0.09, low: -0.26, high: 0.07, decidableMs: Date.parse('2018-09-04T10:00:00Z') }),
		en: 'Too early: −26 to +7 points. Decidable about 4 Sep 2018, 10:00 if the effect stays as it is.',
		zh: '为时尚早：−26 至 +7 个百分点。若效应不变，约 2018年9月4日 10:00可判定。'
	},
	{
		name: 'too early, without a date',
		facts: facts('stars', { detectableEffect: 0.7 }),
		en: 'Too early: −0.87 to +1.30 stars. By 2 Oct only an effect over 0.7 stars would show; roll out in stages.',
		zh: '为时尚早：−0.87 至 +1.30 星。到 10月2日仅能看出超过 0.7 星的变化；建议分批发布。'
	},
	{
		name: 'too early to be counted',
		facts: facts('stars', { ...nothing(0), after: { n: 0, value: null } }),
		en: 'Too early. It is too fresh: nothing since the release is counted yet, 220 before it. An estimate needs six hours and 50 of them: 4 Sep 2018, 06:00 at the earliest.',
		zh: '为时尚早。刚刚发布：发布后的数据尚未计入，发布前有 220 条。估计至少需要 6 小时和 50 条数据，最早 2018年9月4日 06:00。'
	},
	{
		name: 'a history that ends before the release',
		facts: facts('stars', { ...nothing(0), after: { n: 0, value: null }, saidMs: Date.parse('2018-09-19T00:00:00Z') }),
		en: 'Too early. Nothing has come since the release; 220 came before it. An estimate stands here as soon as six hours and 50 of them are there.',
		zh: '为时尚早。发布后还没有数据，发布前有 220 条。满 6 小时和 50 条数据后，这里就会给出估计。'
	},
	{
		name: 'too early as nobody answered',
		facts: facts('stars', { ...nothing(30), after: { n: 0, value: null } }),
		en: 'Too early. Nothing has come since the release; 220 came before it. An estimate stands here as soon as six hours and 50 of them are there.',
		zh: '为时尚早。发布后还没有数据，发布前有 220 条。满 6 小时和 50 条数据后，这里就会给出估计。'
	},
	{
		name: 'too early as few answered',
		facts: facts('stars', { ...nothing(24), after: { n: 10, value: 4 } }),
		en: 'Too early. 10 came since the release, too few to estimate from; 220 came before it. At this rate the 50 that an estimate needs are there about 9 Sep.',
		zh: '为时尚早。发布后有 10 条，尚不足以估计；发布前有 220 条。按目前速度，约 9月9日达到估计所需的 50 条。'
	},
	{
		name: 'too early, and too few for ever',
		facts: facts('stars', { ...nothing(24), after: { n: 1, value: 4 } }),
		en: 'Too early. 1 came since the release, too few to estimate from; 220 came before it. At this rate the 50 that an estimate needs do not come within 28 days.',
		zh: '为时尚早。发布后有 1 条，尚不足以估计；发布前有 220 条。按目前速度，28 天内达不到估计所需的 50 条。'
	},
	{
		name: 'undecided without an estimate',
		facts: facts('stars', { ...nothing(672), verdict: 'undecided', after: { n: 0, value: null } }),
		en: '28 days were not enough. Nothing has come since the release; 220 came before it.',
		zh: '28 天不足以判定。发布后还没有数据，发布前有 220 条。'
	},
	{
		name: 'undecided',
		facts: facts('stars', { verdict: 'undecided', low: -1.36, high: 1.23 }),
		en: '28 days were not enough: −1.36 to +1.23 stars. This is not “no change”.',
		zh: '28 天不足以判定：−1.36 至 +1.23 星。这不等于“没有变化”。'
	},
	{
		name: 'not identifiable',
		facts: facts('stars', { verdict: 'not-identifiable' }),
		en: 'What 69.0 did to the star rating cannot be told apart.',
		zh: '无法区分 69.0 对星级的影响。'
	}
] as const;

describe('verdictSentence', () => {
	it.each(cases)('says $name in English', ({ facts: one, en }) => expect(verdictSentence(one, english)).toBe(en));
	it.each(cases)('says $name in Chinese', ({ facts: one, zh }) => expect(verdictSentence(one, chinese)).toBe(zh));

	it.each(METRICS.map(({ name }) => name))('has words for %s under every verdict', (name) => {
		for (const verdict of [
			'improved',
			'regressed',
			'no-meaningful-change',
			'too-early',
			'undecided',
			'not-identifiable'
		] as const)
			for (const style of [english, chinese])
				for (const effect of [-0.4, 0.4]) {
					const one = facts(name, { verdict, effect, low: effect - 0.1, high: effect + 0.1 });
					expect(verdictSentence(one, style)).not.toMatch(/undefined|NaN|\{/);
					expect(verdictLead(one, style).title).toMatch(/[.。]$/);
				}
	});
});

describe('verdictLead', () => {
	it('names the part of the title that judges', () => {
		const lead = verdictLead(facts('stars', { verdict: 'regressed', effect: -0.62, low: -0.93, high: -0.31 }), english);
		expect(lead.title).toBe('69.0 lowered the star rating by 0.62 stars, a regression.');
		expect(lead.judgement).toBe('a regression');
		expect(lead.text).toBe('95% interval −0.93 to −0.31, n 220 → 1,470.');
	});
	it('names the releases that collide', () => {
		const overlap = { code: 'OVERLAP', message: '', values: { information: 0.2, hours: 144 }, names: ['68.0'] };
		const lead = verdictLead(facts('stars', { verdict: 'not-identifiable', reasons: [overlap] }), english);
		expect(lead.title).toBe('69.0 runs into 68.0, so what it did to the star rating cannot be told apart.');
		expect(lead.text).toContain('68.0, 6 days apart: 20% of the information is left, 25% needed.');
	});
	it('says of an undecided one what would have shown', () => {
		const lead = verdictLead(facts('stars', { verdict: 'undecided', detectableEffect: 0.67 }), english);
		expect(lead.title).toBe('28 days were not enough to say what 69.0 did to the star rating.');
		expect(lead.text).toContain('This is not “no change”. An effect over 0.67 stars would have shown.');
	});
});
