import * as m from '#lib/paraglide/messages.js';
import { count } from '#lib/ui/number-format.ts';
import { lineRuns, lonePoints, midMs } from './bucket-points.ts';
import { barsSeries } from './bars-series.ts';
import { chartOption, yOf, type ChartOption, type ChartSeries } from './chart-option.ts';
import { endLabelSeries, spreadLabels, type EndLabel } from './end-labels.ts';
import { labelWidth, xOf, type Frame } from './frame.ts';
import { bandSeries, lineSeries } from './line-series.ts';
import { markerLayout, rolloutLayout, type Marker } from './marker-layout.ts';
import { markerSeries } from './marker-series.ts';
import { axisText, valueText } from './metric-format.ts';
import type { Palette } from './palette.ts';
import { largestLine, newestPoint, type TimeModel } from './time-model.ts';
import { timeTicks } from './time-ticks.ts';
import { axisSteps, valueAxis, type ValueAxis } from './value-axis.ts';

export type Kind = 'bars' | 'line';

/** Everything placed on the canvas, known before anything is drawn: buttons and tooltips lie on the same places. */
export type TimeLayout = Readonly<{ frame: Frame; values: ValueAxis; markers: readonly Marker[] }>;

const TOP_WITH_MARKERS = 30;
const TOP = 12;
const BOTTOM = 24;
const RIGHT = 10;
const RIGHT_OF_VALUE = 52;
const NARROW = 480;
const LONGEST_NAME = 16;

const shortened = (name: string): string => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name);

/** What the value axis must hold: bars with whiskers, or lines with their bands. */
function drawnValues({ lines }: TimeModel, kind: Kind): (number | null)[] {
	if (kind === 'bars') return lines.flatMap(({ points }) => points.flatMap(({ value, high }) => [value, high]));
	const alone = lines.length === 1;
	return lines.flatMap(({ points }) => [
		...lineRuns(points).flatMap((run) => run.flatMap(({ value, low, high }) => (alone ? [value, low, high] : [value]))),
		...lonePoints(points).map(({ value }) => value)
	]);
}

function rightRoom({ lines }: TimeModel, kind: Kind, width: number): number {
	if (kind === 'bars') return RIGHT;
	if (lines.length === 1) return RIGHT_OF_VALUE;
	if (width < NARROW) return RIGHT;
	return Math.max(...lines.map(({ label }) => labelWidth(shortened(label)))) + 24;
}

/** @param size in CSS pixels */
export function timeLayout(model: TimeModel, kind: Kind, size: { width: number; height: number }): TimeLayout {
	const { metric, style, fromMs, toMs } = model;
	const values = valueAxis(metric, drawnValues(model, kind));
	const widest = Math.max(...axisSteps(values).map((value) => labelWidth(axisText(metric.unit, value, style.locale))));
	const frame: Frame = {
		...size,
		left: Math.ceil(widest) + 14,
		right: rightRoom(model, kind, size.width),
		top: model.releases.some(({ at }) => Date.parse(at) >= fromMs && Date.parse(at) < toMs) ? TOP_WITH_MARKERS : TOP,
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
	return spreadLabels(labels, frame.top, frame.height - frame.bottom - 4);
}

function drawnSeries(model: TimeModel, kind: Kind, layout: TimeLayout, palette: Palette): ChartSeries[] {
	const { lines, metric, style } = model;
	const [only] = lines;
	if (kind === 'bars')
		return only
			? [
					barsSeries(only.points, {
						...layout,
						palette,
						valueLabel: (value) => valueText(metric.unit, value, value, style.locale)
					})
				]
			: [];
	const largest = largestLine(lines);
	const alone = lines.length === 1;
	return [
		...(alone && only && metric.interval !== 'none' ? [bandSeries(only, layout, palette)] : []),
		...lines.flatMap((line) => lineSeries(line, { palette, largest: line === largest, dots: alone })),
		endLabelSeries(endLabels(model, layout), palette)
	];
}

/** A time chart as ECharts draws it: bars of one series, or a line a group; releases behind. */
export function timeOption(model: TimeModel, kind: Kind, layout: TimeLayout, palette: Palette): ChartOption {
	const { metric, grain, style, spans } = model;
	const { frame, values, markers } = layout;
	const starts = spans.map(({ startMs }) => startMs);
	const share = (value: number) => axisText('share', value, style.locale);
	const drawn = {
		markers,
		rollouts: rolloutLayout(model.releases, frame),
		rolloutLabel: ({ firstShare, lastShare }: { firstShare: number; lastShare: number }) =>
			`${share(firstShare)} → ${share(lastShare)}`
	};
	const valueLabel = (value: number) => axisText(metric.unit, value, style.locale);
	const axes = { ticks: timeTicks(starts, grain, frame, style), values, valueLabel };
	return chartOption(frame, axes, palette, [
		markerSeries(drawn, frame, palette),
		...drawnSeries(model, kind, layout, palette)
	]);
}
