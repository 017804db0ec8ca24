import { describe, expect, it } from 'vitest';
import { ALONE, boardPlaces, type PlacedCell } from '#lib/server/verdicts/board-places.ts';

const cell = (evidence: number, more: Partial<PlacedCell> = {}): PlacedCell => ({
	...{ logEvidence: Math.log(evidence), history: [0, Math.log(evidence)], widthHours: 1, weight: 1, isMember: true },
	...more
});

describe('boardPlaces', () => {
	it('asks of one cell what it would ask of it alone', () => {
		const [place] = boardPlaces([cell(30)]);
		expect(place).toMatchObject({ threshold: 20, alpha: 0.05, cells: 1 });
	});

	it('asks more of each the more there are, and less beside others that stand', () => {
		const places = boardPlaces([cell(1000), cell(5), cell(2), cell(1)]);
		expect(places.map(({ cells }) => cells)).toEqual([4, 4, 4, 4]);
		expect(places[0]?.threshold).toBeCloseTo(80);
		expect(places[1]?.threshold).toBeCloseTo(40);
	});

	it('asks less of a primary metric, and counts none that never had enough answers', () => {
		const [primary, other] = boardPlaces([
			cell(2, { weight: 2 }),
			cell(2, { weight: 0.5 }),
			cell(2, { isMember: false })
		]);
		expect(primary?.cells).toBe(2);
		expect(primary?.threshold).toBeLessThan(other?.threshold ?? 0);
		expect(boardPlaces([cell(9, { isMember: false })])).toEqual([ALONE]);
	});

	it('remembers what was asked at each closed bucket, whatever their widths', () => {
		const narrow = cell(1000, { history: [0, 0, Math.log(1000), Math.log(1000)] });
		const wide = cell(30, { history: [0, Math.log(30)], widthHours: 2 });
		const [, place] = boardPlaces([narrow, wide]);
		// After two hours nothing stood yet; after four the other did.
		expect(place?.thresholds?.map(Math.round)).toEqual([40, 20]);
	});
});
