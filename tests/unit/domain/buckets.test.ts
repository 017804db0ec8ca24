import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketAround, bucketEdges } from '#lib/domain/buckets.ts';

const at = (text: string) => Date.parse(text);
const MINUTE = 60_000;
const DAY = 86_400_000;

const edgesOf = (from: string, to: string, width: 'minute' | 'hour' | 'day' | 'week' | 'month', zone: string) =>
	bucketEdges({ fromMs: at(from), toMs: at(to) }, width, zone)!.map((edge) => new Date(edge).toISOString());

/** Minutes since 1970 as the wall clock of a zone shows them, by Intl alone. */
function wallClock(zone: string): (ms: number) => number {
	const format = new Intl.DateTimeFormat('en-US', {
		timeZone: zone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric'
	});
	return (ms) => {
		const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
		return Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute) / MINUTE;
	};
}

/** The local day, week (from Monday) or month as a number that grows with time. */
function calendarNumber(width: 'day' | 'week' | 'month', wallMinutes: number): number {
	const date = new Date(wallMinutes * MINUTE);
	if (width === 'month') return date.getUTCFullYear() * 12 + date.getUTCMonth();
	const day = Math.floor(wallMinutes / 1440);
	return width === 'day' ? day : Math.floor((day - 4) / 7);
}

describe('bucketEdges', () => {
	it('gives the start of every bucket that the range touches and the end of the last', () => {
		expect(edgesOf('2026-05-01T10:59:59.999Z', '2026-05-01T12:00:00.001Z', 'hour', 'UTC')).toEqual([
			'2026-05-01T10:00:00.000Z',
			'2026-05-01T11:00:00.000Z',
			'2026-05-01T12:00:00.000Z',
			'2026-05-01T13:00:00.000Z'
		]);
	});

	it('leaves a range that lies on edges as it is', () => {
		expect(edgesOf('2026-05-01T10:00:00Z', '2026-05-01T11:00:00Z', 'hour', 'Europe/Berlin')).toEqual([
			'2026-05-01T10:00:00.000Z',
			'2026-05-01T11:00:00.000Z'
		]);
	});

	it('cuts days at local midnights of 23 and of 25 hours', () => {
		expect(edgesOf('2026-03-28T12:00:00Z', '2026-03-29T23:00:00Z', 'day', 'Europe/Berlin')).toEqual([
			'2026-03-27T23:00:00.000Z',
			'2026-03-28T23:00:00.000Z',
			'2026-03-29T22:00:00.000Z',
			'2026-03-30T22:00:00.000Z'
		]);
		expect(edgesOf('2026-10-25T12:00:00Z', '2026-10-25T13:00:00Z', 'day', 'Europe/Berlin')).toEqual([
			'2026-10-24T22:00:00.000Z',
			'2026-10-25T23:00:00.000Z'
		]);
	});

	it('cuts weeks on Mondays and months on their first in the zone', () => {
		expect(edgesOf('2026-05-06T00:00:00Z', '2026-05-12T00:00:00Z', 'week', 'Asia/Kathmandu')).toEqual([
			'2026-05-03T18:15:00.000Z',
			'2026-05-10T18:15:00.000Z',
			'2026-05-17T18:15:00.000Z'
		]);
		expect(edgesOf('2028-02-10T00:00:00Z', '2028-03-10T00:00:00Z', 'month', 'America/New_York')).toEqual([
			'2028-02-01T05:00:00.000Z',
			'2028-03-01T05:00:00.000Z',
			'2028-04-01T04:00:00.000Z'
		]);
	});

	it('begins a day at one where there is no midnight', () => {
		expect(edgesOf('2017-10-15T12:00:00Z', '2017-10-15T13:00:00Z', 'day', 'America/Sao_Paulo')).toEqual([
			'2017-10-15T03:00:00.000Z',
			'2017-10-16T02:00:00.000Z'
		]);
	});

	it('begins a day once where midnight comes twice', () => {
		expect(edgesOf('2026-11-01T12:00:00Z', '2026-11-01T13:00:00Z', 'day', 'America/Havana')).toEqual([
			'2026-11-01T04:00:00.000Z',
			'2026-11-02T05:00:00.000Z'
		]);
		// At 00:01 the clock went back to 23:01: yesterday came once more, after today had begun.
		expect(edgesOf('2006-10-29T12:00:00Z', '2006-10-29T13:00:00Z', 'day', 'America/St_Johns')).toEqual([
			'2006-10-29T02:30:00.000Z',
			'2006-10-30T03:30:00.000Z'
		]);
	});

	it('has no bucket for a date that a zone skipped', () => {
		expect(edgesOf('2011-12-29T12:00:00Z', '2011-12-31T12:00:00Z', 'day', 'Pacific/Apia')).toEqual([
			'2011-12-29T10:00:00.000Z',
			'2011-12-30T10:00:00.000Z',
			'2011-12-31T10:00:00.000Z',
			'2012-01-01T10:00:00.000Z'
		]);
	});

	it('cuts hours where the local clock is full', () => {
		expect(edgesOf('2026-05-01T10:00:00Z', '2026-05-01T11:00:00Z', 'hour', 'Asia/Kolkata')).toEqual([
			'2026-05-01T09:30:00.000Z',
			'2026-05-01T10:30:00.000Z',
			'2026-05-01T11:30:00.000Z'
		]);
	});

	it('begins an hour where the clock moves by half of one', () => {
		expect(edgesOf('2026-10-03T14:30:00Z', '2026-10-03T17:00:00Z', 'hour', 'Australia/Lord_Howe')).toEqual([
			'2026-10-03T14:30:00.000Z',
			'2026-10-03T15:30:00.000Z',
			'2026-10-03T16:00:00.000Z',
			'2026-10-03T17:00:00.000Z'
		]);
		expect(edgesOf('2026-04-04T14:00:00Z', '2026-04-04T16:30:00Z', 'hour', 'Australia/Lord_Howe')).toEqual([
			'2026-04-04T14:00:00.000Z',
			'2026-04-04T15:00:00.000Z',
			'2026-04-04T15:30:00.000Z',
			'2026-04-04T16:30:00.000Z'
		]);
	});

	it('leaves "all" whole', () => {
		expect(bucketEdges({ fromMs: 5, toMs: 77 }, 'all', 'Asia/Tokyo')).toEqual([5, 77]);
	});

	it('gives ten thousand buckets and no more, at once', () => {
		const fromMs = at('2026-01-01T00:00:00Z');
		expect(bucketEdges({ fromMs, toMs: fromMs + 10_000 * MINUTE }, 'minute', 'UTC')).toHaveLength(10_001);
		expect(bucketEdges({ fromMs, toMs: fromMs + 10_000 * MINUTE + 1 }, 'minute', 'UTC')).toBeNull();
		expect(bucketEdges({ fromMs, toMs: fromMs + 10_000 * 60 * MINUTE }, 'hour', 'Asia/Kolkata')).toBeNull();
		expect(bucketEdges({ fromMs: 0, toMs: 10_000 * DAY }, 'day', 'UTC')).toHaveLength(10_001);
		expect(bucketEdges({ fromMs: 0, toMs: 10_000 * DAY + 1 }, 'day', 'UTC')).toBeNull();
		expect(bucketEdges({ fromMs: 0, toMs: at('2105-12-31T00:00:00Z') }, 'minute', 'UTC')).toBeNull();
	});

	const CHANGES = [
		['Europe/Berlin', '2026-03-29'],
		['Europe/Berlin', '2026-10-25'],
		['America/New_York', '2026-03-08'],
		['America/St_Johns', '2006-10-29'],
		['America/St_Johns', '2006-04-02'],
		['Australia/Lord_Howe', '2026-04-05'],
		['Australia/Lord_Howe', '2026-10-04'],
		['Pacific/Apia', '2011-12-30'],
		['Pacific/Kiritimati', '1994-12-31'],
		['America/Sao_Paulo', '2017-10-15'],
		['America/Havana', '2026-03-08'],
		['Africa/Casablanca', '2026-02-15'],
		['Asia/Kathmandu', '1986-01-01'],
		['America/Caracas', '2007-12-09'],
		['Asia/Pyongyang', '2018-05-05'],
		['Antarctica/Troll', '2026-03-29'],
		['Asia/Gaza', '2011-08-01']
	] as const;

	it.each(CHANGES)('agrees with the wall clock of %s around %s, minute by minute', (zone, date) => {
		const range = { fromMs: at(date) - 2 * DAY, toMs: at(date) + 2 * DAY };
		const clock = wallClock(zone);
		const expected = { hour: [] as number[], day: [] as number[], week: [] as number[], month: [] as number[] };
		let shown = clock(range.fromMs - 41 * DAY);
		const highest = { day: -Infinity, week: -Infinity, month: -Infinity };
		for (let ms = range.fromMs - 3 * DAY; ms < range.toMs; ms += MINUTE) {
			const before = shown;
			shown = clock(ms);
			const jump = shown - before - 1;
			if (shown % 60 === 0 || (jump % 60 !== 0 && ms > range.fromMs - 3 * DAY)) expected.hour.push(ms);
			for (const width of ['day', 'week', 'month'] as const) {
				const number = calendarNumber(width, shown);
				if (number > highest[width]) expected[width].push(ms);
				highest[width] = Math.max(highest[width], number);
			}
		}
		for (const width of ['hour', 'day', 'week', 'month'] as const) {
			const within = (edge: number) => edge > range.fromMs && edge < range.toMs;
			expect(bucketEdges(range, width, zone)!.filter(within), width).toEqual(expected[width].filter(within));
		}
	});

	it('finds the same edges wherever the search begins', () => {
		const zone = fc.constantFrom(...CHANGES.map(([name]) => name), 'UTC', 'Asia/Kolkata', 'Africa/Monrovia');
		const width = fc.constantFrom('hour', 'day', 'week', 'month');
		const from = fc.integer({ min: 0, max: at('2060-01-01') });
		fc.assert(
			fc.property(zone, width, from, fc.integer({ min: 1, max: 200 * DAY }), (name, wide, fromMs, lengthMs) => {
				const range = { fromMs, toMs: fromMs + lengthMs };
				const edges = bucketEdges(range, wide, name)!;
				expect(edges[0]).toBeLessThanOrEqual(range.fromMs);
				expect(edges[1]).toBeGreaterThan(range.fromMs);
				expect(edges.at(-2)).toBeLessThan(range.toMs);
				expect(edges.at(-1)).toBeGreaterThanOrEqual(range.toMs);
				for (const index of [1, Math.floor(edges.length / 2), edges.length - 1]) {
					const [start, end] = [edges[index - 1]!, edges[index]!];
					expect(bucketAround(start, wide, name)).toEqual({ fromMs: start, toMs: end });
					expect(bucketAround(end - 1, wide, name)).toEqual({ fromMs: start, toMs: end });
				}
			}),
			{ seed: 20261122, numRuns: 300 }
		);
	});
});
