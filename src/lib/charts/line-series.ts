import type { CustomSeriesOption, LineSeriesOption } from 'echarts/charts';
import { lineRuns, lonePoints, midMs, type Point } from './bucket-points.ts';
import { yOf, type ChartSeries, type Shape } from './chart-option.ts';
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

/** Dots on a line are drawn as long as they stand apart. */
const MOST_DOTS = 40;
const WIDTH = 1.75;
const WIDTH_OF_LARGEST = 2.25;

type Place = Readonly<{ frame: Frame; values: ValueAxis }>;

/** A run's interval as an area without an outline; a run of one has none, its interval stands upright. */
export function bandShape(run: readonly Point[], { frame, values }: Place, fill: string, opacity: number): Shape[] {
	const ends = run.flatMap(({ low, high, ...point }) =>
		low === null || high === null
			? []
			: [{ x: xOf(midMs(point), frame), low: yOf(low, values, frame), high: yOf(high, values, frame) }]
	);
	const [first] = ends;
	if (!first) return [];
	if (ends.length === 1) {
		const shape = { x1: first.x, y1: first.low, x2: first.x, y2: first.high };
		return [{ type: 'line', shape, style: { stroke: fill, opacity: opacity * 2, lineWidth: 3 } }];
	}
	const points = [...ends.map(({ x, high }) => [x, high]), ...ends.map(({ x, low }) => [x, low]).reverse()];
	return [{ type: 'polygon', shape: { points }, style: { fill, stroke: 'none', opacity } }];
}

/** The 95 % interval, one area a run. */
export function bandSeries({ key, points, hue }: Line, place: Place, palette: Palette): CustomSeriesOption {
	const runs = lineRuns(points);
	return {
		type: 'custom',
		id: `band ${key}`,
		silent: true,
		z: 1,
		encode: { x: 0 },
		data: runs.map((run) => [run[0]?.startMs ?? 0, 0]),
		renderItem: ({ dataIndex }) => ({
			type: 'group',
			children: bandShape(runs[dataIndex] ?? [], place, palette.hues[hue] ?? palette.text, palette.band)
		})
	};
}

type Look = Readonly<{ palette: Palette; largest: boolean; dots: boolean }>;

/** The line itself: gaps stay gaps, dashed towards the open bucket, dots without a line where answers are too few. */
export function lineSeries(line: Line, { palette, largest, dots }: Look): ChartSeries[] {
	const { key, points, hue } = line;
	const color = palette.hues[hue];
	const runs = lineRuns(points);
	const closed = runs.flatMap((run) => [
		...run.filter(({ state }) => state === 'closed').map((point) => [midMs(point), point.value]),
		[midMs(run.at(-1) ?? { startMs: 0, endMs: 0 }), null]
	]);
	const open = runs.at(-1)?.at(-1)?.state === 'open' ? (runs.at(-1)?.slice(-2) ?? []) : [];
	const base: LineSeriesOption = { type: 'line', silent: true, connectNulls: false, z: 3 };
	return [
		{
			...base,
			id: `line ${key}`,
			data: closed,
			showSymbol: dots && points.length <= MOST_DOTS,
			symbol: 'circle',
			symbolSize: 5.6,
			itemStyle: { color },
			lineStyle: { color, width: largest ? WIDTH_OF_LARGEST : WIDTH, join: 'bevel' }
		},
		{
			...base,
			id: `open ${key}`,
			data: open.map((point, index) => ({
				value: [midMs(point), point.value],
				symbolSize: index === open.length - 1 ? 8 : 0
			})),
			showSymbol: true,
			symbol: 'circle',
			itemStyle: { color: palette.surface, borderColor: color, borderWidth: 1.6 },
			lineStyle: { color, width: WIDTH, type: [3, 3] },
			z: 4
		},
		{
			...base,
			id: `lone ${key}`,
			data: lonePoints(points).map((point) => [midMs(point), point.value]),
			showSymbol: true,
			symbol: 'circle',
			symbolSize: 4,
			itemStyle: { color: palette.surface, borderColor: color, borderWidth: 1.2 },
			lineStyle: { width: 0 }
		}
	];
}
