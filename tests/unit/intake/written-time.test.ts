import { NO_TIMES, withCell } from '#lib/intake/column-times.ts';
import { provenDayOrder, writtenTime } from '#lib/intake/written-time.ts';
import { createZoneClock } from '#lib/intake/zone-clock.ts';
import { describe, expect, it } from 'vitest';

const at = (iso: string) => Date.parse(iso);
const wall = (iso: string) => ({ wallMs: at(`${iso}Z`), isDateOnly: false });

describe('writtenTime', () => {
	it.each([
		['2022-01-01T20:48:04Z', '2022-01-01T20:48:04Z'],
		['2022-01-01T20:48:04.123456+08:00', '2022-01-01T12:48:04.123Z'],
		['2022-01-01 20:48:04 -0330', '2022-01-02T00:18:04Z'],
		['2022-01-01 20:48 UTC', '2022-01-01T20:48:00Z'],
		['1641070084', '2022-01-01T20:48:04Z'],
		['1641070084.5', '2022-01-01T20:48:04.500Z'],
		['1641070084123', '2022-01-01T20:48:04.123Z'],
		['999999999999', '2001-09-09T01:46:39.999Z']
	])('reads %s as an instant', (cell, iso) => expect(writtenTime(cell, null)).toEqual({ instantMs: at(iso) }));

	it.each([
		['2022-01-01 20:48:04', '2022-01-01T20:48:04'],
		['2022-01-01 20:48', '2022-01-01T20:48:00'],
		['2022/1/5 9:08', '2022-01-05T09:08:00'],
		['2018年09月04日 20:48', '2018-09-04T20:48:00'],
		['2018年9月4日20时48分', '2018-09-04T20:48:00'],
		['2018年9月4日 20时48分05秒', '2018-09-04T20:48:05']
	])('reads %s as a wall time', (cell, iso) => expect(writtenTime(cell, null)).toEqual(wall(iso)));

	it.each([
		['2018-09-04', '2018-09-04'],
		['2018年09月04日', '2018-09-04'],
		['2018.9.4', '2018-09-04'],
		['2024-02-29', '2024-02-29']
	])('reads %s as a date', (cell, date) => {
		expect(writtenTime(cell, null)).toEqual({ wallMs: at(date), isDateOnly: true });
	});

	it.each([
		['27-08-2023 9:47', 'day-month', '2023-08-27T09:47:00'],
		['05/07/2023 22:53', 'day-month', '2023-07-05T22:53:00'],
		['05/07/2023 22:53', 'month-day', '2023-05-07T22:53:00'],
		['7/5/2023, 12:05:09 AM', 'month-day', '2023-07-05T00:05:09'],
		['7/5/2023 12:05 p.m.', 'month-day', '2023-07-05T12:05:00'],
		['24-02-2015 11.35', 'day-month', '2015-02-24T11:35:00']
	] as const)('reads %s with %s', (cell, order, iso) => expect(writtenTime(cell, order)).toEqual(wall(iso)));

	it.each([
		'',
		'yesterday',
		'2023-02-29',
		'2022-13-01',
		'2022-01-00',
		'2022-01-01 24:00',
		'2022-01-01 10:60',
		'2022-01-01 13:00 PM',
		'2022-01/01',
		'5.70306E+17',
		'20220101',
		'-1641070084'
	])('refuses %s', (cell) => expect(writtenTime(cell, 'day-month')).toBeNull());

	it('refuses an order that the date contradicts, and any date of unknown order', () => {
		expect(writtenTime('27-08-2023', 'month-day')).toBeNull();
		expect(writtenTime('05-07-2023', null)).toBeNull();
	});
});

describe('provenDayOrder', () => {
	it.each([
		['27-08-2023 10:31', 'day-month'],
		['8/27/2023', 'month-day'],
		['05-07-2023', 'unclear'],
		['05.07.2023', 'day-month'],
		['2023-07-05', null],
		['', null]
	])('of %s is %s', (cell, order) => expect(provenDayOrder(cell)).toBe(order));
});

describe('withCell', () => {
	const times = (...cells: string[]) => cells.reduce(withCell, NO_TIMES);
	it('keeps the first proof of an order', () => {
		expect(times('05-07-2023', '27-08-2023', '8-27-2023')).toMatchObject({
			order: 'day-month',
			wall: 'dates',
			hasTimes: true
		});
	});
	it('stays unclear without a proof', () => expect(times('05-07-2023', '06-07-2023').order).toBe('unclear'));
	it('has no order to decide for years in front', () => {
		expect(times('2023-07-05T10:00Z', '')).toMatchObject({ order: null, wall: 'none', hasTimes: true });
	});
	it('tells dates from times, whichever comes first', () => {
		expect(times('2023-07-05', '2023-07-06').wall).toBe('dates');
		expect(times('2023-07-05', '2023-07-05 10:00', '2023-07-06', '2023-07-05T10:00Z').wall).toBe('times');
	});
	it('sees that nothing is a time', () => expect(times('a', 'b').hasTimes).toBe(false));
});

describe('createZoneClock', () => {
	const instant = (zone: string, iso: string) => new Date(createZoneClock(zone)(at(`${iso}Z`))).toISOString();

	it.each([
		['UTC', '2022-01-01T20:48:04', '2022-01-01T20:48:04.000Z'],
		['Asia/Shanghai', '2022-01-01T20:48:04', '2022-01-01T12:48:04.000Z'],
		['America/New_York', '2023-07-05T22:53:00', '2023-07-06T02:53:00.000Z'],
		// Skipped: read with the clock before the change.
		['Europe/Berlin', '2023-03-26T02:30:00', '2023-03-26T01:30:00.000Z'],
		['Europe/Berlin', '2023-03-26T01:59:59', '2023-03-26T00:59:59.000Z'],
		['Europe/Berlin', '2023-03-26T03:00:00', '2023-03-26T01:00:00.000Z'],
		// Twice: the first.
		['Europe/Berlin', '2023-10-29T02:30:00', '2023-10-29T00:30:00.000Z'],
		['Europe/Berlin', '2023-10-29T03:00:00', '2023-10-29T02:00:00.000Z'],
		// A midnight that does not exist, and one that comes twice.
		['America/Sao_Paulo', '2018-11-04T00:00:00', '2018-11-04T03:00:00.000Z'],
		['America/Sao_Paulo', '2018-02-17T23:30:00', '2018-02-18T01:30:00.000Z'],
		// A day that does not exist.
		['Pacific/Apia', '2011-12-30T12:00:00', '2011-12-30T22:00:00.000Z'],
		['Australia/Lord_Howe', '2023-04-02T01:45:00', '2023-04-01T14:45:00.000Z']
	])('in %s reads %s as %s', (zone, iso, utc) => expect(instant(zone, iso)).toBe(utc));
});
