import { describe, expect, it } from 'vitest';
import { partDifferences } from '#lib/server/changes/part-differences.ts';
import type { Part } from '#lib/server/store/read-parts.ts';

const part = (name: string, rows: number, more: Partial<Part> = {}): Part => {
	const [partition = '', minBlock, maxBlock, , mutation] = name.split('_');
	const own = { table: 'feedback', name, partition, rows, hasHoles: false, ageMs: 0 } as const;
	return { ...own, minBlock: Number(minBlock), maxBlock: Number(maxBlock), mutation: Number(mutation ?? 0), ...more };
};

const names = (known: Part[], found: Part[]) => {
	const { grown, shrunk } = partDifferences(known, found);
	return { grown: grown.map(({ name }) => name), shrunk: shrunk.map(({ name }) => name) };
};

describe('partDifferences', () => {
	const [one, two] = [part('202611_1_1_0', 10), part('202611_2_2_0', 5)];

	it('finds nothing where nothing happened, or parts were merged', () => {
		expect(names([one, two], [one, two])).toEqual({ grown: [], shrunk: [] });
		expect(names([one, two], [part('202611_1_2_1', 15)])).toEqual({ grown: [], shrunk: [] });
	});
	it('finds what an INSERT added, also when a merge took it at once', () => {
		expect(names([one], [one, two])).toEqual({ grown: [two.name], shrunk: [] });
		expect(names([one], [part('202611_1_2_1', 15)])).toEqual({ grown: ['202611_1_2_1'], shrunk: [] });
	});
	it('does not take a block of another month or table for it', () => {
		const others = [part('202610_2_2_0', 5), part('202611_2_2_0', 5, { table: 'events' })];
		expect(names([one, ...others], [one, ...others, two]).grown).toEqual([two.name]);
	});
	it('finds what a mutation took away, rewrote or hid', () => {
		expect(names([one], [part('202611_1_1_0_3', 9)])).toEqual({
			grown: ['202611_1_1_0_3'],
			shrunk: ['202611_1_1_0_3']
		});
		expect(names([one], [part('202611_1_1_0_3', 10)])).toEqual({ grown: ['202611_1_1_0_3'], shrunk: [] });
		const hidden = part('202611_1_1_0_3', 10, { hasHoles: true });
		expect(names([one], [hidden]).shrunk).toEqual([hidden.name]);
	});
	it('takes nothing for granted about a mutated part of which it did not know the one before', () => {
		expect(names([], [part('202611_1_1_0_3', 9)]).shrunk).toEqual(['202611_1_1_0_3']);
	});
	it('finds parts that are gone', () => {
		expect(names([one, two], [one])).toEqual({ grown: [], shrunk: [two.name] });
	});
});
