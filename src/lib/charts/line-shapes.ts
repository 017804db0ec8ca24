import { lineRuns, lonePoints, midMs, type Point } from './bucket-points.ts';
import { yOf, type Shape } from './chart-option.ts';
import { xOf, type Frame } from './frame.ts';
import type { Palette } from './palette.ts';
import type { ValueAxis } from './value-axis.ts';

/** One line of a chart; a chart of one group has one. */
export type Line = Readonly<{
	key: string;
	label: string;
	/** 0 to 7. */
	hue: number;
	points: readonly Point[];
}>;

export type Lines = Readonly<{
	frame: Frame;
	values: ValueAxis;
	palette: Palette;
	/** The one with the most answers, where there are several. */
	isLargest: boolean;
	/** A line alone has a dot at every point, as long as they stand apart. */
	isAlone: boolean;
}>;

/** More dots than this would be a line themselves. */
const MOST_DOTS = 40;
const WIDTH = 1.75;
const WIDTH_OF_LARGEST = 2.25;

const place = (point: Point, { frame, values }: Lines): [number, number] => [
	xOf(midMs(point), frame),
	yOf(point.value ?? 0, values, frame)
];

function stroke(points: readonly Point[], stroked: string, lines: Lines, dashed: boolean): Shape[] {
	if (points.length < 2) return [];
	const lineWidth = lines.isLargest ? WIDTH_OF_LARGEST : WIDTH;
	const style = { stroke: stroked, fill: 'none', lineWidth, ...(dashed && { lineDash: [3, 3] }) };
	return [{ type: 'polyline', shape: { points: points.map((point) => place(point, lines)) }, style }];
}

function dot(point: Point, radius: number, style: { fill: string; stroke?: string; lineWidth?: number }, lines: Lines) {
	const [cx, cy] = place(point, lines);
	const shape: Shape = { type: 'circle', shape: { cx, cy, r: radius }, style };
	return shape;
}

/** Straight from point to point; gaps stay gaps, dashed to the open bucket, small dots where answers are too few. */
export function lineShapes({ points, hue }: Line, lines: Lines): Shape[] {
	const { palette, isAlone } = lines;
	const colour = palette.hues[hue] ?? palette.text;
	const hollow = (lineWidth: number) => ({ fill: palette.surface, stroke: colour, lineWidth });
	const runs = lineRuns(points).flatMap((run) => {
		const closed = run.filter(({ state }) => state === 'closed');
		const open = run.filter(({ state }) => state === 'open');
		const hasDots = isAlone ? points.length <= MOST_DOTS : closed.length === 1;
		return [
			...stroke(closed, colour, lines, false),
			...stroke([...closed.slice(-1), ...open], colour, lines, true),
			...(hasDots ? closed.map((point) => dot(point, 2.8, { fill: colour }, lines)) : []),
			...open.map((point) => dot(point, 4, hollow(1.6), lines))
		];
	});
	return [...runs, ...lonePoints(points).map((point) => dot(point, 2, hollow(1.2), lines))];
}

/** A run's interval as an area without an outline; a run of one has none, its interval stands upright. */
function bandShape(run: readonly Point[], fill: string, { frame, values, palette }: Lines): Shape[] {
	const ends = run.flatMap((point) => {
		const { low, high } = point;
		if (low === null || high === null) return [];
		return [{ x: xOf(midMs(point), frame), low: yOf(low, values, frame), high: yOf(high, values, frame) }];
	});
	const [first] = ends;
	if (!first) return [];
	if (ends.length === 1) {
		const shape = { x1: first.x, y1: first.low, x2: first.x, y2: first.high };
		return [{ type: 'line', shape, style: { stroke: fill, opacity: palette.band * 2, lineWidth: 3 } }];
	}
	const points = [...ends.map(({ x, high }) => [x, high]), ...ends.map(({ x, low }) => [x, low]).reverse()];
	return [{ type: 'polygon', shape: { points }, style: { fill, stroke: 'none', opacity: palette.band } }];
}

/** The 95 % interval, one area a run. */
export function bandShapes({ points, hue }: Line, lines: Lines): Shape[] {
	const fill = lines.palette.hues[hue] ?? lines.palette.text;
	return lineRuns(points).flatMap((run) => bandShape(run, fill, lines));
}
