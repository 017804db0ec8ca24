import type { CustomSeriesOption, LineSeriesOption } from 'echarts/charts';
import { lineRuns, lonePoints, midMs, type Point } from './bucket-points.ts';
import type { ChartSeries, Shape } from './chart-option.ts';
import type { Palette } from './palette.ts';

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

/** The 95 % interval as one area a run, without an outline. */
export function bandSeries({ key, points, hue }: Line, palette: Palette): CustomSeriesOption {
	const runs = lineRuns(points).map((run) => run.filter(({ low, high }) => low !== null && high !== null));
	return {
		type: 'custom',
		id: `band ${key}`,
		silent: true,
		z: 1,
		encode: { x: 0, y: [1, 2] },
		data: runs.map((run) => [run[0]?.startMs ?? 0, 0, 0]),
		renderItem: ({ dataIndex }, api) => {
			const run = runs[dataIndex] ?? [];
			if (run.length === 0) return null;
			const along = (point: Point, value: number | null) => api.coord([midMs(point), value ?? 0]);
			const upper = run.map((point) => along(point, point.high));
			const lower = run.map((point) => along(point, point.low)).reverse();
			if (run.length === 1) return whisker(upper[0] ?? [], lower[0] ?? [], palette, hue);
			return {
				type: 'polygon',
				shape: { points: [...upper, ...lower] },
				style: { fill: palette.hues[hue], stroke: 'none', opacity: palette.band }
			};
		}
	};
}

/** A run of one has no area: its interval stands upright. */
function whisker([x1 = 0, y1 = 0]: number[], [x2 = 0, y2 = 0]: number[], palette: Palette, hue: number): Shape {
	return {
		type: 'line',
		shape: { x1, y1, x2, y2 },
		style: { stroke: palette.hues[hue], opacity: palette.band * 2, lineWidth: 3 }
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
