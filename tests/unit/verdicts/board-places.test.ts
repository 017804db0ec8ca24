import { describe, expect, it } from 'vitest';
import { ALONE, boardPlaces, type PlacedCell } from '#lib/server/verdicts/board-places.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const RELEASED = Date.UTC(2026, 3, 1);
const NOW = RELEASED + 5 * HOUR;

const cell = (evidence: number, more: Partial<PlacedCell> = {}): PlacedCell => ({
	...{ releasedMs: RELEASED, logEvidence: Math.log(evidence), history: [0, Math.log(evidence)] },
	...{ widthHours: 1, weight: 1, enoughSince: 1 },
	...more
});

const places = (own: readonly PlacedCell[], others: readonly PlacedCell[] = [], nowMs = NOW) => {
	const all = boardPlaces([...others, ...own], { own: new Set(own), releasedMs: RELEASED, nowMs });
	return own.map((one) => all.get(one)!);
};

describe('boardPlaces', () => {
	it('asks of one cell what it would ask of it alone', () => {
		expect(places([cell(30)])).toMatchObject([{ threshold: 20, alpha: 0.05, cells: 1 }]);
	});

	it('asks more of each the more there are, and less beside others that stand', () => {
		const found = places([cell(1000), cell(5), cell(2), cell(1)]);
		expect(found.map(({ cells }) => cells)).toEqual([4, 4, 4, 4]);
		expect(found[0]!.threshold).toBeCloseTo(80);
		expect(found[1]!.threshold).toBeCloseTo(40);
	});

	it('asks less of a primary metric, and counts none that never had enough answers', () => {
		const never = cell(2, { enoughSince: null });
		const [primary, other, none] = places([cell(2, { weight: 2 }), cell(2, { weight: 0.5 }), never]);
		expect(primary!.cells).toBe(2);
		expect(primary!.threshold).toBeLessThan(other!.threshold);
		expect(none).toEqual(ALONE);
	});

	it('remembers what was asked at each closed bucket, whatever their widths', () => {
		const narrow = cell(1000, { history: [0, 0, Math.log(1000), Math.log(1000)] });
		const wide = cell(30, { history: [Math.log(30), Math.log(30)], widthHours: 2 });
		const [, place] = places([narrow, wide]);
		// After two hours nothing else stood yet; after four the other did.
		expect(place!.thresholds!.map(Math.round)).toEqual([40, 20]);
	});

	it('counts the cells of releases whose windows overlap, as they were then', () => {
		const before = (days: number, more: Partial<PlacedCell> = {}) =>
			cell(1, { releasedMs: RELEASED - days * DAY, ...more });
		const own = cell(100, { history: [Math.log(100), Math.log(100), Math.log(100)] });
		expect(places([own], [before(28), before(27), before(3)])).toMatchObject([{ cells: 3, threshold: 60 }]);
		// Released in the third hour after it, and with enough answers one hour later.
		const later = cell(1, { releasedMs: RELEASED + 2 * HOUR, enoughSince: 1, history: [0, 0] });
		const [place] = places([own], [later]);
		expect(place!.cells).toBe(2);
		expect(place!.thresholds!.map(Math.round)).toEqual([20, 20, 40]);
		expect(places([own], [later], RELEASED + 2.5 * HOUR)).toMatchObject([{ cells: 1 }]);
	});

	it('is left alone by what happens after the end of its window', () => {
		const own = cell(30, { history: Array.from({ length: 28 }, () => Math.log(30)), widthHours: 24 });
		const late = cell(1, { releasedMs: RELEASED + 27 * DAY, enoughSince: 30 });
		expect(places([own], [late], RELEASED + 60 * DAY)).toMatchObject([{ cells: 1, threshold: 20 }]);
	});
});
