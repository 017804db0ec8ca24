import { NO_TIMES, withCell } from '#lib/intake/column-times.ts';
import { writtenTime } from '#lib/intake/written-time.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const two = (n: number) => String(n).padStart(2, '0');
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

type Parts = { year: number; month: number; day: number; hour: number; minute: number; second: number };

const clock = ({ hour, minute, second }: Parts) => `${two(hour)}:${two(minute)}:${two(second)}`;
const wallMs = ({ year, month, day, hour, minute, second }: Parts) =>
	Date.UTC(year, month - 1, day, hour, minute, second);

/** How exports write times; `precision` is what is lost by it, in milliseconds. */
const FORMATS: Record<string, { write: (parts: Parts) => string; precision: number }> = {
	iso: { write: (p) => `${p.year}-${two(p.month)}-${two(p.day)}T${clock(p)}Z`, precision: 1000 },
	'iso without a zone': { write: (p) => `${p.year}-${two(p.month)}-${two(p.day)} ${clock(p)}`, precision: 1000 },
	slashes: { write: (p) => `${p.year}/${p.month}/${p.day} ${clock(p)}`, precision: 1000 },
	年月日: { write: (p) => `${p.year}年${two(p.month)}月${two(p.day)}日`, precision: 86_400_000 },
	'年月日 with a clock': {
		write: (p) => `${p.year}年${p.month}月${p.day}日 ${p.hour}时${two(p.minute)}分${two(p.second)}秒`,
		precision: 1000
	},
	'DD-MM-YYYY H:MM': {
		write: (p) => `${two(p.day)}-${two(p.month)}-${p.year} ${p.hour}:${two(p.minute)}`,
		precision: 60_000
	},
	'DD-MM-YYYY HH.MM': {
		write: (p) => `${two(p.day)}-${two(p.month)}-${p.year} ${two(p.hour)}.${two(p.minute)}`,
		precision: 60_000
	},
	'M/D/YYYY': { write: (p) => `${p.month}/${p.day}/${p.year}`, precision: 86_400_000 },
	'M/D/YYYY h:mm A': {
		write: (p) => `${p.month}/${p.day}/${p.year} ${p.hour % 12 || 12}:${two(p.minute)} ${p.hour < 12 ? 'AM' : 'PM'}`,
		precision: 60_000
	},
	'November 18 2016': { write: (p) => `${MONTHS[p.month - 1]!} ${p.day} ${p.year}`, precision: 86_400_000 },
	'18 Nov 2016 10:22:33': {
		write: (p) => `${p.day} ${MONTHS[p.month - 1]!.slice(0, 3)} ${p.year} ${clock(p)}`,
		precision: 1000
	},
	'Fri, 18 Nov 2016 10:22:33 +0000': {
		write: (p) => `Fri, ${two(p.day)} ${MONTHS[p.month - 1]!.slice(0, 3)} ${p.year} ${clock(p)} +0000`,
		precision: 1000
	},
	'Tue Feb 24 11:35:00 +0000 2015': {
		write: (p) => `Tue ${MONTHS[p.month - 1]!.slice(0, 3)} ${two(p.day)} ${clock(p)} +0000 ${p.year}`,
		precision: 1000
	},
	'epoch seconds': { write: (p) => String(wallMs(p) / 1000), precision: 1000 },
	'epoch milliseconds': { write: (p) => String(wallMs(p)), precision: 1000 },
	'spreadsheet days': { write: (p) => String(wallMs(p) / 86_400_000 + 25_569), precision: 1000 }
};

const parts = fc.record({
	year: fc.integer({ min: 2002, max: 2030 }),
	month: fc.integer({ min: 1, max: 12 }),
	day: fc.integer({ min: 1, max: 28 }),
	hour: fc.integer({ min: 0, max: 23 }),
	minute: fc.integer({ min: 0, max: 59 }),
	second: fc.integer({ min: 0, max: 59 })
});

describe('a column of times', () => {
	// A failing run prints its seed and the smallest column.
	it.each(Object.entries(FORMATS))('written as %s is read as it was meant', (_, { write, precision }) => {
		fc.assert(
			fc.property(fc.array(parts, { minLength: 1, maxLength: 40 }), (column) => {
				const decided = [...column, { ...column[0]!, day: 27 }];
				const { order } = decided.map(write).reduce(withCell, NO_TIMES);
				expect(order).not.toBe('unclear');
				for (const one of decided) {
					const read = writtenTime(write(one), order === 'unclear' ? null : order);
					const ms = read && ('instantMs' in read ? read.instantMs : read.wallMs);
					expect(ms).toBe(Math.floor(wallMs(one) / precision) * precision);
				}
			})
		);
	});

	it('stays unclear while every day could be a month', () => {
		expect(['05-07-2023 9:47', '1/2/2023'].reduce(withCell, NO_TIMES).order).toBe('unclear');
	});

	it.each(['2019-10-05 appeared', 'May I suggest 5 2016', 'Version 12 2016', 'March', '100000', '18 Foo 2016'])(
		'takes %j for no time',
		(text) => expect(writtenTime(text, 'day-month')).toBeNull()
	);

	it.each([
		['18 novembre 2016', '2016-11-18'],
		['18. März 2016', '2016-03-18'],
		['18 de noviembre de 2016', '2016-11-18'],
		['2016年11月18日 下午3:05', '2016-11-18T15:05']
	])('reads %j', (text, iso) => {
		expect(writtenTime(text, null)).toMatchObject({ wallMs: Date.parse(iso.includes('T') ? `${iso}Z` : iso) });
	});
});
