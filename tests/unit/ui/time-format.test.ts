import { describe, expect, it } from 'vitest';
import { clock, dayMonth, daySpan, moment, monthYear, weekday } from '#lib/ui/time-format.ts';
import { addDays, isoDay, nextMonth, zonedTime, zoneOffsetMs } from '#lib/ui/zoned-time.ts';

const shanghai = { zone: 'Asia/Shanghai', locale: 'en' } as const;
const chinese = { zone: 'Asia/Shanghai', locale: 'zh-CN' } as const;
const at = Date.parse('2018-09-25T23:18:00Z');

describe('times in the zone of the product', () => {
	it('tells the day that it is there', () => {
		expect(dayMonth(at, shanghai)).toBe('26 Sep');
		expect(dayMonth(at, { zone: 'America/New_York', locale: 'en' })).toBe('25 Sep');
	});
	it('follows each language', () => {
		expect(moment(at, shanghai)).toBe('26 Sep 2018, 07:18');
		expect(moment(at, chinese)).toBe('2018年9月26日 07:18');
		expect(monthYear(at, chinese)).toBe('2018年9月');
		expect(weekday(at, shanghai)).toBe('Wed');
		expect(weekday(at, chinese)).toBe('周三');
		expect(clock(at, chinese)).toBe('07:18');
	});
	it('names the last day of a half-open span, and the year once', () => {
		const from = Date.parse('2018-07-31T16:00:00Z');
		const to = Date.parse('2018-09-26T16:00:00Z');
		expect(daySpan(from, to, shanghai)).toBe('1 Aug – 26 Sep 2018');
		expect(daySpan(from, to, chinese)).toBe('2018年8月1日 – 9月26日');
		expect(daySpan(to - 3_600_000, to, shanghai)).toBe('26 Sep 2018');
	});
});

describe('zoned time', () => {
	it('names the calendar day that it is there', () => {
		expect(isoDay(at, 'Asia/Shanghai')).toBe('2018-09-26');
		expect(isoDay(at, 'America/New_York')).toBe('2018-09-25');
	});
	it('knows how far a zone is ahead, summer and winter', () => {
		expect(zoneOffsetMs(Date.parse('2024-07-01T00:00:00Z'), 'Europe/Berlin')).toBe(7_200_000);
		expect(zoneOffsetMs(Date.parse('2024-01-01T00:00:00Z'), 'Europe/Berlin')).toBe(3_600_000);
	});
	it('counts calendar days over both changes of daylight saving', () => {
		const spring = Date.parse('2024-03-30T23:00:00Z');
		expect(new Date(addDays(spring, 1, 'Europe/Berlin')).toISOString()).toBe('2024-03-31T22:00:00.000Z');
		const autumn = Date.parse('2024-10-26T22:00:00Z');
		expect(new Date(addDays(autumn, 1, 'Europe/Berlin')).toISOString()).toBe('2024-10-27T23:00:00.000Z');
	});
	it('ends December in January', () => {
		const december = Date.parse('2018-12-05T10:00:00Z');
		expect(new Date(nextMonth(december, 'UTC')).toISOString()).toBe('2019-01-01T00:00:00.000Z');
	});
	it('keeps hours below 24', () => expect(zonedTime(Date.parse('2024-01-01T00:00:00Z'), 'UTC').hour).toBe(0));
});
