import type { CustomSeriesOption } from 'echarts/charts';
import type { GridComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import { plotWidth, type Frame } from './frame.ts';
import type { Palette } from './palette.ts';
import type { Tick } from './time-ticks.ts';
import { axisSteps, type ValueAxis } from './value-axis.ts';

export type ChartOption = ComposeOption<CustomSeriesOption | GridComponentOption>;

type Drawn = NonNullable<ReturnType<NonNullable<CustomSeriesOption['renderItem']>>>;

/** Anything that a custom series may draw. */
export type Shape = Extract<Drawn, { type: 'group' }>['children'][number];

export type Axes = Readonly<{
	ticks: readonly Tick[];
	values: ValueAxis;
	valueLabel: (value: number) => string;
}>;

const FONT_SIZE = 11;

/** Time from left to right, values from bottom to top, faint lines, no edge at the left; the series on top. */
export function chartOption(frame: Frame, axes: Axes, palette: Palette, series: CustomSeriesOption[]): ChartOption {
	const labels = new Map(axes.ticks.map(({ ms, label }) => [ms, label]));
	const customValues = [...labels.keys()];
	const text = { color: palette.text3, fontSize: FONT_SIZE, fontFamily: palette.font };
	const { left, right, top, bottom } = frame;
	return {
		animation: false,
		grid: { left, right, top, bottom, outerBoundsMode: 'none' },
		xAxis: {
			type: 'value',
			min: frame.fromMs,
			max: frame.toMs,
			splitLine: { show: false },
			axisLine: { show: true, onZero: false, lineStyle: { color: palette.axis } },
			axisTick: { show: true, length: 4, customValues, lineStyle: { color: palette.axis } },
			axisLabel: {
				...text,
				margin: 9,
				customValues,
				hideOverlap: false,
				formatter: (value: number) => labels.get(value) ?? ''
			}
		},
		yAxis: {
			type: 'value',
			min: axes.values.min,
			max: axes.values.max,
			interval: axes.values.step,
			axisLine: { show: false },
			axisTick: { show: false },
			splitLine: { lineStyle: { color: palette.grid } },
			axisLabel: { ...text, margin: 8, customValues: axisSteps(axes.values), formatter: axes.valueLabel }
		},
		series
	};
}

/** Height of one unit, where a series must place shapes without an axis. */
export const yOf = (value: number, { min, max }: ValueAxis, frame: Frame): number =>
	frame.height - frame.bottom - ((value - min) / (max - min)) * (frame.height - frame.top - frame.bottom);

/** A time span narrower than this many pixels has no room for a whisker. */
export const bucketPixels = (buckets: number, frame: Frame): number => plotWidth(frame) / Math.max(1, buckets);
