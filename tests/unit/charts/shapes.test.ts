import { describe, expect, it } from 'vitest';
import { barShapes } from '#lib/charts/bar-shapes.ts';
import { spreadLabels } from '#lib/charts/end-labels.ts';
import { bandShapes, lineShapes } from '#lib/charts/line-shapes.ts';
import { frame, palette, point } from './fixtures.ts';

const values = { min: 0, max: 10, step: 2 };
const bars = { frame, values, palette, valueLabel: String };
const line = (...points: ReturnType<typeof point>[]) => ({ key: 'a', label: 'A', hue: 0, points });
const look = { frame, values, palette, isLargest: false, isAlone: true };
const ofType = (shapes: readonly { type: string }[], type: string) => shapes.filter((shape) => shape.type === type);

describe('barShapes', () => {
	it('gives each closed bucket a bar and a whisker, and the highest its number', () => {
		const shapes = barShapes([point(0, 3), point(1, 5)], bars);
		expect(ofType(shapes, 'rect')).toHaveLength(2);
		expect(ofType(shapes, 'line')).toHaveLength(2);
		expect(ofType(shapes, 'text')).toMatchObject([{ style: { text: '5' } }]);
	});
	it('leaves the open bucket hollow and without a whisker', () => {
		const [bar, ...rest] = barShapes([point(0, 3, { state: 'open' })], bars);
		expect(bar).toMatchObject({ style: { fill: 'surface', lineDash: [2, 2] } });
		expect(ofType(rest, 'line')).toEqual([]);
	});
	it('draws no whisker on an empty bucket, and nothing ahead', () => {
		expect(ofType(barShapes([point(0, 0, { n: 0 })], bars), 'line')).toEqual([]);
		expect(barShapes([point(0, 0, { state: 'ahead' })], bars)).toEqual([]);
	});
	it('drops whiskers where a bucket is only a few pixels wide', () => {
		const many = Array.from({ length: 300 }, (_, index) => point(index / 6, 1));
		expect(ofType(barShapes(many, bars), 'line')).toEqual([]);
	});
});

describe('lineShapes', () => {
	it('keeps gaps as gaps', () => {
		const shapes = lineShapes(line(point(0, 1), point(1, 2), point(2, null, { n: 0 }), point(3, 3), point(4, 4)), look);
		expect(ofType(shapes, 'polyline')).toHaveLength(2);
	});
	it('runs dashed to the open bucket, which is hollow', () => {
		const shapes = lineShapes(line(point(0, 1), point(1, 2, { state: 'open' })), look);
		expect(ofType(shapes, 'polyline')).toMatchObject([{ style: { lineDash: [3, 3] } }]);
		expect(shapes.at(-1)).toMatchObject({ type: 'circle', style: { fill: 'surface', stroke: 'h1' } });
	});
	it('shows too few answers as a dot without a line', () => {
		const shapes = lineShapes(line(point(0, 1, { n: 2 }), point(1, 2, { n: 1 })), look);
		expect(ofType(shapes, 'polyline')).toEqual([]);
		expect(ofType(shapes, 'circle')).toHaveLength(2);
	});
});

describe('bandShapes', () => {
	it('has no outline, and one area a run', () => {
		const shapes = bandShapes(line(point(0, 1), point(1, 2), point(2, null), point(3, 3), point(4, 4)), look);
		expect(shapes).toHaveLength(2);
		expect(shapes[0]).toMatchObject({ type: 'polygon', style: { stroke: 'none', opacity: 0.16 } });
	});
	it('leaves out points whose interval is not defined', () =>
		expect(bandShapes(line(point(0, 1, { low: null, high: null })), look)).toEqual([]));
});

describe('spreadLabels', () => {
	const label = (y: number, text: string) => ({ x: 0, y, text, strong: false, hue: 0 });
	it('moves labels apart by a line and keeps their order', () => {
		const spread = spreadLabels([label(50, 'a'), label(52, 'b'), label(51, 'c')], 0, 300);
		expect(spread.map(({ text }) => text)).toEqual(['a', 'c', 'b']);
		expect(spread.map(({ y }) => y)).toEqual([50, 64, 78]);
	});
	it('stays above the floor', () => {
		const spread = spreadLabels([label(298, 'a'), label(299, 'b')], 0, 300);
		expect(spread.map(({ y }) => y)).toEqual([286, 300]);
	});
});
