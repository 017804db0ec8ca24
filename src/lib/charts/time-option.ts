import type { CustomSeriesOption } from 'echarts/charts';
import * as m from '#lib/paraglide/messages.js';
import { count } from '#lib/ui/number-format.ts';
import { areaShapes } from './area-shapes.ts';
import { barShapes } from './bar-shapes.ts';
import { lineRuns, lonePoints, midMs } from './bucket-points.ts';
import { chartOption, yOf, type ChartOption } from './chart-option.ts';
import { comparedLine, comparedSteps } from './compared-shapes.ts';
import { endLabelShapes, spreadLabels, type EndLabel } from './end-labels.ts';
import { labelWidth, xOf, type Frame } from './frame.ts';
import { bandShapes, lineShapes, type Line } from './line-shapes.ts';
import { markerLayout, rolloutLayout, type Marker, type Rollout } from './marker-layout.ts';
import { markerShapes, rolloutShapes } from './marker-shapes.ts';
import { axisText, valueText } from './metric-format.ts';
import type { Palette } from './palette.ts';
import { shapeSeries } from './shape-series.ts';
import { stackedShapes, stackHeights } from './stacked-shapes.ts';
import { largestLine, newestPoint, type TimeModel } from './time-model.ts';
import { timeTicks } from './time-ticks.ts';
import { axisSteps, valueAxis, type ValueAxis } from './value-axis.ts';

/** `stacked`: the groups of a bucket one on the other, for what adds up. */
export type Kind = 'bars' | 'line' | 'area' | 'stacked';

const isColumns = (kind: Kind): boolean => kind === 'bars' || kind === 'stacked';

/** Everything placed on the canvas, known before anything is drawn: buttons and tooltips lie on the same places. */
export type TimeLayout = Readonly<{ frame: Frame; values: ValueAxis; markers: readonly Marker[] }>;

const TOP = 12;
/** The row of release markers. */
const MARKER_ROW = 18;
/** The highest bar's number stands over its whisker, which may reach the top. */
const PEAK_ROW = 14;
const BOTTOM = 24;
const RIGHT = 10;
const RIGHT_OF_VALUE = 52;
const NARROW = 480;
const LONGEST_NAME = 16;

const shortened = (name: string): string => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name);

/** What the value axis must hold: bars with whiskers, or lines with their bands. */
function drawnValues(model: TimeModel, kind: Kind): (number | null)[] {
	const { lines, compared } = model;
	if (kind === 'stacked') return stackHeights(model);
	const before = (compared?.points ?? []).map((point) => point?.value ?? null);
	if (kind === 'bars')
		return [
			...before,
			...lines.flatMap(({ points }) => points.flatMap(({ n, value, high }) => [value, n > 0 ? high : null]))
		];
	const alone = lines.length === 1;
	const floor = kind === 'area' ? [0] : [];
	const drawn = lines.flatMap(({ points }) => [
		...lineRuns(points).flatMap((run) => run.flatMap(({ value, low, high }) => (alone ? [value, low, high] : [value]))),
		...lonePoints(points).map(({ value }) => value)
	]);
	return [...floor, ...before, ...drawn];
}

function rightRoom({ lines }: TimeModel, kind: Kind, width: number): number {
	if (isColumns(kind)) return RIGHT;
	if (lines.length === 1) return RIGHT_OF_VALUE;
	if (width < NARROW) return RIGHT;
	return Math.max(...lines.map(({ label }) => labelWidth(shortened(label)))) + 24;
}

/** @param size in CSS pixels */
export function timeLayout(model: TimeModel, kind: Kind, size: { width: number; height: number }): TimeLayout {
	const { metric, style, fromMs, toMs } = model;
	const values = valueAxis(metric, drawnValues(model, kind));
	const widest = Math.max(...axisSteps(values).map((value) => labelWidth(axisText(metric.unit, value, style.locale))));
	const hasMarkers = model.releases.some(({ at }) => Date.parse(at) >= fromMs && Date.parse(at) < toMs);
	const frame: Frame = {
		...size,
		left: Math.ceil(widest) + 14,
		right: rightRoom(model, kind, size.width),
		top: TOP + (kind === 'bars' ? PEAK_ROW : 0) + (hasMarkers ? MARKER_ROW : 0),
		bottom: BOTTOM,
		fromMs,
		toMs
	};
	const several = (releases: number) => m.chart_several_releases({ count: count(releases, style.locale) });
	return { frame, values, markers: markerLayout(model.releases, frame, { several }) };
}

function endLabels(model: TimeModel, { frame, values }: TimeLayout): EndLabel[] {
	const { lines, metric, style } = model;
	if (lines.length > 1 && frame.width < NARROW) return [];
	// Beside the last thing drawn, be it a dot too thin for a line.
	const ends = lines
		.map((line) => line.points.findLast(({ value }) => value !== null))
		.filter((point) => point !== undefined);
	const x = Math.max(...ends.map((point) => xOf(midMs(point), frame))) + 8;
	const labels = lines.flatMap((line): EndLabel[] => {
		const newest = newestPoint(line);
		if (!newest || newest.value === null) return [];
		const alone = lines.length === 1;
		const text = alone ? valueText(metric.unit, newest.value, newest.n, style.locale) : shortened(line.label);
		const y = yOf(newest.value, values, frame);
		return [{ x, y, text, strong: alone, hue: line.hue }];
	});
	return spreadLabels(labels, frame.top + 8, frame.height - frame.bottom - 4);
}

function drawnShapes(model: TimeModel, kind: Kind, layout: TimeLayout, palette: Palette): CustomSeriesOption[] {
	const { lines, metric, style } = model;
	const [only] = lines;
	if (kind === 'bars') {
		const valueLabel = (value: number) => valueText(metric.unit, value, value, style.locale);
		const bars = barShapes(only?.points ?? [], { ...layout, palette, valueLabel });
		return [shapeSeries('bars', 3, bars), shapeSeries('before', 4, comparedSteps(model, { ...layout, palette }))];
	}
	if (kind === 'stacked') return [shapeSeries('stacked', 3, stackedShapes(model, { ...layout, palette }))];
	const largest = largestLine(lines);
	const isAlone = lines.length === 1;
	const look = (line: Line) => ({ ...layout, palette, isAlone, isLargest: line === largest });
	const band = isAlone && only && metric.interval !== 'none' ? bandShapes(only, look(only)) : [];
	return [
		shapeSeries('before', 1, comparedLine(model, { ...layout, palette })),
		shapeSeries('area', 1, kind === 'area' ? lines.flatMap((line) => areaShapes(line, look(line))) : []),
		shapeSeries('band', 1, band),
		...lines.map((line) => shapeSeries(`line ${line.key}`, 3, lineShapes(line, look(line)))),
		shapeSeries('ends', 5, endLabelShapes(endLabels(model, layout), palette))
	];
}

/** A time chart as ECharts draws it: bars of one series, or a line a group; releases behind. */
export function timeOption(model: TimeModel, kind: Kind, layout: TimeLayout, palette: Palette): ChartOption {
	const { metric, grain, style, spans } = model;
	const { frame, values, markers } = layout;
	const starts = spans.map(({ startMs }) => startMs);
	const share = (value: number) => axisText('share', value, style.locale);
	const rolloutLabel = ({ firstShare, lastShare }: Rollout) => `${share(firstShare)} → ${share(lastShare)}`;
	const rollouts = rolloutShapes(rolloutLayout(model.releases, frame), rolloutLabel, frame, palette);
	const valueLabel = (value: number) => axisText(metric.unit, value, style.locale);
	const axes = { ticks: timeTicks(starts, grain, frame, style), values, valueLabel };
	return chartOption(frame, axes, palette, [
		shapeSeries('rollouts', 0, rollouts),
		shapeSeries('releases', 2, markerShapes(markers, frame, palette, model.said)),
		...drawnShapes(model, kind, layout, palette)
	]);
}
