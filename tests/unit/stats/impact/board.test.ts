import { describe, expect, it } from 'vitest';
import { boardDecisions, type BoardCell } from '#lib/stats/impact/board.ts';
import { boardMembers } from '#lib/stats/impact/board-members.ts';
import reference from '../../../fixtures/impact-reference.json';
import { createRandom } from '../../../fixtures/random.ts';

const unit = reference.unit.find(({ id }) => id === 'bh_ebh') as unknown as {
	input: { e: number[]; weights: number[] };
	expected: Record<'ebh_0.05' | 'ebh_0.1' | 'weighted_ebh_0.05', number[]> & { 'eby_level_0.05': number };
};

const cellsOf = (evidence: readonly number[], weights?: readonly number[]): BoardCell[] =>
	evidence.map((e, index) => ({ logEvidence: Math.log(e), weight: weights?.[index] ?? 1 }));

const selectedOf = (cells: readonly BoardCell[], alpha?: number): number[] =>
	boardDecisions(cells, alpha).flatMap(({ selected }, index) => (selected ? [index] : []));

describe('boardDecisions', () => {
	const { input, expected } = unit;

	// Against p.adjust(1/e) of R 4.2.2 and statsmodels.
	it('selects what the reference selects', () => {
		expect(selectedOf(cellsOf(input.e), 0.05)).toEqual(expected['ebh_0.05']);
		expect(selectedOf(cellsOf(input.e), 0.1)).toEqual(expected['ebh_0.1']);
		expect(selectedOf(cellsOf(input.e, input.weights), 0.05)).toEqual(expected['weighted_ebh_0.05']);
	});

	it('widens intervals of the selected, and only theirs', () => {
		const decisions = boardDecisions(cellsOf(input.e), 0.05);
		expect(decisions[0]!.alpha).toBeCloseTo(expected['eby_level_0.05'], 12);
		expect(decisions[8]!.alpha).toBe(0.05);
	});

	it('asks 20 of a cell alone, whatever its weight', () => {
		expect(boardDecisions([{ logEvidence: Math.log(20.001), weight: 2 }])[0]).toMatchObject({ selected: true });
		expect(boardDecisions([{ logEvidence: 0, weight: 0.5 }])[0]!.threshold).toBeCloseTo(20, 9);
		expect(boardDecisions([])).toEqual([]);
	});

	const random = createRandom();
	it(`names the evidence at which a cell is selected (seed ${random.seed})`, () => {
		for (let round = 0; round < 300; round++) {
			const cells = Array.from({ length: 1 + random.below(15) }, () => ({
				logEvidence: random.below(900) / 100 - 1,
				weight: random.pick([0.5, 1, 2])
			}));
			const at = random.below(cells.length);
			const { threshold, selected } = boardDecisions(cells)[at]!;
			const withEvidence = (e: number) =>
				boardDecisions(cells.with(at, { ...cells[at]!, logEvidence: Math.log(e) }))[at]!.selected;
			expect(withEvidence(threshold * 1.000001)).toBe(true);
			expect(withEvidence(threshold * 0.999999)).toBe(false);
			expect(selected).toBe(cells[at]!.logEvidence >= Math.log(threshold) - 1e-12);
		}
	});

	it(`selects no fewer cells as evidence grows (seed ${random.seed})`, () => {
		for (let round = 0; round < 100; round++) {
			const cells = Array.from({ length: 12 }, () => ({ logEvidence: random.below(900) / 100, weight: 1 }));
			const more = cells.with(0, { logEvidence: cells[0]!.logEvidence + 1, weight: 1 });
			expect(selectedOf(more).length).toBeGreaterThanOrEqual(selectedOf(cells).length);
		}
	});

	it('holds the evidence of ten thousand digits', () => {
		expect(
			boardDecisions([
				{ logEvidence: 23_000, weight: 1 },
				{ logEvidence: -23_000, weight: 1 }
			])
		).toMatchObject([{ selected: true }, { selected: false, threshold: 20 }]);
	});
});

describe('boardMembers', () => {
	const window = { fromMs: 1000, toMs: 2000 };

	it('counts what was watched at the same time and had enough answers by then', () => {
		const cells = [
			{ fromMs: 1000, toMs: 2000, enoughSinceMs: 1100 },
			{ fromMs: 0, toMs: 1000, enoughSinceMs: 100 },
			{ fromMs: 100, toMs: 1100, enoughSinceMs: 200 },
			{ fromMs: 1900, toMs: 2900, enoughSinceMs: 1950 },
			{ fromMs: 1900, toMs: 2900, enoughSinceMs: 2100 },
			{ fromMs: 1500, toMs: 2500, enoughSinceMs: null },
			{ fromMs: 2000, toMs: 3000, enoughSinceMs: 2000 }
		];
		expect(boardMembers(cells, window, 9000)).toEqual([0, 2, 3]);
	});

	it('does not look ahead while the window runs', () => {
		const later = { fromMs: 1500, toMs: 2500, enoughSinceMs: 1600 };
		expect(boardMembers([later], window, 1550)).toEqual([]);
		expect(boardMembers([later], window, 1600)).toEqual([0]);
	});
});
