import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closedUp, moved, settled } from '../../../src/routes/p/[slug]/dashboards/[name]/grid.ts';

const at = (id: string, x: number, y: number, w = 6, h = 4) => ({ id, x, y, w, h });
const placesOf = (panels: readonly ReturnType<typeof at>[]) => panels.map(({ id, x, y, w, h }) => [id, x, y, w, h]);

describe('settled', () => {
	it('leaves a grid without overlaps as it is, in reading order', () => {
		expect(placesOf(settled([at('b', 6, 0), at('c', 0, 9), at('a', 0, 0)]))).toEqual(
			placesOf([at('a', 0, 0), at('b', 6, 0), at('c', 0, 9)])
		);
	});
	it('moves who comes later down', () => {
		const panels = settled([at('a', 0, 0), at('b', 3, 1), at('c', 0, 4)]);
		expect(placesOf(panels)).toEqual(placesOf([at('a', 0, 0), at('b', 3, 4), at('c', 0, 8)]));
	});
	it('leaves no panel over another and none outside, however they were put', () => {
		const place = fc.record({
			x: fc.integer({ min: 0, max: 11 }),
			y: fc.integer({ min: 0, max: 20 }),
			w: fc.integer({ min: 1, max: 12 }),
			h: fc.integer({ min: 1, max: 6 })
		});
		fc.assert(
			fc.property(fc.array(place, { maxLength: 15 }), fc.nat(), (places, which) => {
				const panels = places.map(({ x, w, ...rest }, index) => ({
					id: String(index),
					x: Math.min(x, 12 - w),
					w,
					...rest
				}));
				const first = panels[which % Math.max(1, panels.length)];
				const placed = first ? moved(panels, first.id, { x: 5, y: 3 }) : settled(panels);
				expect(placed).toHaveLength(panels.length);
				for (const one of placed) {
					expect(one.x + one.w).toBeLessThanOrEqual(12);
					for (const other of placed)
						if (one !== other)
							expect(
								one.x >= other.x + other.w ||
									other.x >= one.x + one.w ||
									one.y >= other.y + other.h ||
									other.y >= one.y + one.h
							).toBe(true);
				}
			})
		);
	});
});

describe('moved', () => {
	const panels = [at('a', 0, 0), at('b', 6, 0)];
	it('gives way to the one that is moved', () => {
		expect(placesOf(moved(panels, 'b', { x: 0 }))).toEqual(placesOf([at('b', 0, 0), at('a', 0, 4)]));
	});
	it('stays inside of the grid', () => {
		expect(placesOf(moved(panels, 'b', { x: 9, y: -3 }))).toEqual(placesOf(panels));
		expect(placesOf(moved(panels, 'b', { w: 9 }))).toEqual(placesOf(panels));
		expect(placesOf(moved(panels, 'a', { w: 0, h: 0 }))).toEqual(placesOf([at('a', 0, 0, 1, 1), at('b', 6, 0)]));
	});
});

it('closes up rows that nobody uses', () => {
	expect(placesOf(closedUp([at('a', 0, 2), at('b', 0, 9)]))).toEqual(placesOf([at('a', 0, 0), at('b', 0, 4)]));
});
