import { describe, expect, it } from 'vitest';
import { createRecentIds } from '../../../src/lib/server/ingest/recent-ids.ts';

const DAY_MS = 86_400_000;
const NOON_MS = Date.UTC(2026, 0, 1, 12);

describe('createRecentIds', () => {
	it('has every id that was added', () => {
		const ids = createRecentIds();
		const names = Array.from({ length: 20_000 }, (_, index) => `id-${index}`);
		for (const name of names) ids.add(1, name, NOON_MS);
		expect(names.filter((name) => !ids.mayHave(1, name))).toEqual([]);
	});

	it('has one of a hundred others at most', () => {
		const ids = createRecentIds();
		for (let index = 0; index < 100_000; index++) ids.add(1, `id-${index}`, NOON_MS);
		let hits = 0;
		for (let index = 0; index < 10_000; index++) if (ids.mayHave(1, `other-${index}`)) hits++;
		expect(hits).toBeLessThan(100);
	});

	it('takes more ids in a day than a filter was made for, and still tells others from them', () => {
		const ids = createRecentIds(1 << 13);
		const names = Array.from({ length: 20_000 }, (_, index) => `id-${index}`);
		for (const name of names) ids.add(1, name, NOON_MS);
		expect(names.filter((name) => !ids.mayHave(1, name))).toEqual([]);
		let hits = 0;
		for (let index = 0; index < 10_000; index++) if (ids.mayHave(1, `other-${index}`)) hits++;
		expect(hits).toBeLessThan(400);
	});

	it('tells products apart', () => {
		const ids = createRecentIds();
		ids.add(1, '1:a', NOON_MS);
		expect([ids.mayHave(1, '1:a'), ids.mayHave(11, ':a'), ids.mayHave(2, '1:a')]).toEqual([true, false, false]);
	});

	it('keeps an id for seven days at least, and not for ever', () => {
		const ids = createRecentIds();
		ids.add(1, 'a', NOON_MS);
		for (let day = 1; day <= 7; day++) ids.add(1, `day ${day}`, NOON_MS + day * DAY_MS);
		expect(ids.mayHave(1, 'a')).toBe(true);
		ids.add(1, 'day 8', NOON_MS + 8 * DAY_MS);
		expect(ids.mayHave(1, 'a')).toBe(false);
		expect(ids.mayHave(1, 'day 1')).toBe(true);
	});

	it.each(['', '🎉', '\ud800', 'i'.repeat(128), 'a\0b'])('has %j', (id) => {
		const ids = createRecentIds();
		expect(ids.mayHave(1, id)).toBe(false);
		ids.add(1, id, NOON_MS);
		expect(ids.mayHave(1, id)).toBe(true);
	});
});
