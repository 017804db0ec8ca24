import { describe, expect, it } from 'vitest';
import { typedRange } from '../../../src/routes/p/[slug]/typed-range.ts';

const calendar = { nowMs: Date.parse('2026-03-10T20:00:00Z'), zone: 'Asia/Shanghai', versions: ['4.2.0', 'v5-Beta'] };
const read = (text: string) => typedRange(text, calendar);

describe('typedRange', () => {
	it.each([
		['now-24h', 'now-24h', 'now'],
		[' now-2w ', 'now-2w', 'now'],
		['NOW-2W', 'now-2w', 'now'],
		['now-2w to now-1w', 'now-2w', 'now-1w'],
		['24h', 'now-24h', 'now'],
		['last 3 days', 'now-3d', 'now'],
		['past week', 'now-1w', 'now'],
		['最近 7 天', 'now-7d', 'now'],
		['最近 2 个小时', 'now-2h', 'now'],
		['2026-03-01', '2026-03-01', '2026-03-01'],
		['2026/3/1', '2026-03-01', '2026-03-01'],
		['2026-03-01 – 2026-03-07', '2026-03-01', '2026-03-07'],
		['2026-03-01 - 2026-03-07', '2026-03-01', '2026-03-07'],
		['2026-03-01..now', '2026-03-01', 'now'],
		['1 Mar – 7 Mar', '2026-03-01', '2026-03-07'],
		['1 – 7 Mar', '2026-03-01', '2026-03-07'],
		['Mar 1st to March 7, 2025', '2025-03-01', '2025-03-07'],
		['20 Dec – 3 Jan', '2025-12-20', '2026-01-03'],
		['20 Dec – 3 Jan 2025', '2024-12-20', '2025-01-03'],
		['1 Apr', '2025-04-01', '2025-04-01'],
		['3月1日 – 7日', '2026-03-01', '2026-03-07'],
		['2025年12月', '2025-12-01', '2025-12-31'],
		['Feb 2024', '2024-02-01', '2024-02-29'],
		['2025', '2025-01-01', '2025-12-31'],
		// 20:00 in UTC is the next day in Shanghai.
		['today', '2026-03-11', '2026-03-11'],
		['昨天', '2026-03-10', '2026-03-10'],
		['since 4.2.0', 'release:4.2.0', 'now'],
		['Since V5-beta', 'release:v5-Beta', 'now'],
		['4.2.0 发布以来', 'release:4.2.0', 'now'],
		['since 1 Mar', '2026-03-01', 'now'],
		['2026-03-01 14:30', '2026-03-01T06:30:00.000Z', 'now'],
		['2026-03-01 14:30 – 16:00', '2026-03-01T06:30:00.000Z', '2026-03-01T08:00:00.000Z'],
		['2026-03-01T14:30:00Z', '2026-03-01T14:30:00Z', 'now']
	])('reads %j', (text, from, to) => expect(read(text)).toEqual({ status: 'range', from, to }));

	it.each(['now-1h – now-2h', '7 Mar 2026 – 1 Mar 2026', 'now'])('says that %j ends before it begins', (text) =>
		expect(read(text)).toEqual({ status: 'backwards' })
	);

	it.each(['', 'soon', '2026-02-30', 'since 9.9', '1 – 2 – 3', '31 Febtober', '13月1日', 'now+1d', '25:00'])(
		'does not guess what %j means',
		(text) => expect(read(text)).toEqual({ status: 'unreadable', text })
	);
});
