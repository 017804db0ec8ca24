import type { Shape } from '#lib/charts/chart-option.ts';
import type { Palette } from '#lib/charts/palette.ts';

export type XY = [x: number, y: number];

export const polyline = (points: readonly XY[], stroke: string, lineWidth: number, lineDash?: number[]): Shape[] =>
	points.length < 2
		? []
		: [
				{
					type: 'polyline',
					shape: { points: [...points] },
					style: { stroke, fill: 'none', lineWidth, ...(lineDash && { lineDash }) }
				}
			];

/** The area between two lines over the same places. */
export const area = (high: readonly XY[], low: readonly XY[], fill: string, opacity: number): Shape[] =>
	high.length < 2
		? []
		: [
				{
					type: 'polygon',
					shape: { points: [...high, ...[...low].reverse()] },
					style: { fill, stroke: 'none', opacity }
				}
			];

export const box = (left: number, right: number, top: number, bottom: number, fill: string): Shape => ({
	type: 'rect',
	shape: { x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) },
	style: { fill, stroke: 'none' }
});

export const upright = (x: number, top: number, bottom: number, stroke: string, lineDash?: number[]): Shape => ({
	type: 'line',
	shape: { x1: x, y1: top, x2: x, y2: bottom },
	style: { stroke, lineWidth: 1, ...(lineDash && { lineDash }) }
});

export const level = (left: number, right: number, y: number, stroke: string, lineDash?: number[]): Shape => ({
	type: 'line',
	shape: { x1: left, y1: y, x2: right, y2: y },
	style: { stroke, lineWidth: 1, ...(lineDash && { lineDash }) }
});

export const dot = ([cx, cy]: XY, r: number, fill: string): Shape => ({
	type: 'circle',
	shape: { cx, cy, r },
	style: { fill }
});

type Words = Readonly<{ text: string; strong?: boolean; align?: 'left' | 'center' | 'right' }>;

export const words = ([x, y]: XY, { text, strong = false, align = 'left' }: Words, palette: Palette): Shape => ({
	type: 'text',
	style: {
		x,
		y,
		text,
		fill: strong ? palette.text : palette.text2,
		font: `${strong ? 600 : 400} 11px ${palette.font}`,
		align,
		verticalAlign: 'middle'
	}
});
