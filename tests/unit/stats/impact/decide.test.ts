import { describe, expect, it } from 'vitest';
import { decide } from '#lib/stats/impact/decide.ts';
import reference from '../../../fixtures/impact-reference.json';

type Row = Record<'lo95' | 'hi95' | 'lo90' | 'hi90' | 'mme', number> & { higher_is_better: boolean };

const table = reference.unit.find(({ id }) => id === 'verdict_truth_table') as unknown as {
	input: Row[];
	expected: string[];
};

describe('decide', () => {
	it.each(table.input.map((row, index) => ({ ...row, expected: table.expected[index]! })))(
		'calls $lo95 to $hi95 with $mme, higher is better: $higher_is_better, $expected',
		({ lo95, hi95, lo90, hi90, mme, higher_is_better: higher, expected }) => {
			const { verdict } = decide({
				claim: { low: lo95, high: hi95 },
				equivalence: [{ low: lo90, high: hi90 }],
				minimumEffect: mme,
				direction: higher ? 'higher' : 'lower',
				selected: true,
				settled: true
			});
			expect((verdict ?? 'too-early').replaceAll('-', '_')).toBe(expected.replaceAll('-', '_'));
		}
	);

	it('waits for the board', () => {
		const claim = { low: 0.2, high: 0.4 };
		const rest = { minimumEffect: 0.1, direction: 'higher', selected: false, settled: true } as const;
		expect(decide({ claim, equivalence: [claim], ...rest }).verdict).toBeNull();
	});

	it('says that a small effect is one', () => {
		const claim = { low: -0.08, high: -0.01 };
		const rest = { minimumEffect: 0.1, direction: 'higher', selected: true, settled: true } as const;
		expect(decide({ claim, equivalence: [claim], ...rest })).toMatchObject({ slight: 'regression' });
	});
});
