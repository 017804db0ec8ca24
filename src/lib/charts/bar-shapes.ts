import { midMs, type Point } from './bucket-points.ts';
import { bucketPixels, yOf, type Shape } from './chart-option.ts';
import { xOf, type Frame } from './frame.ts';
import type { Palette } from './palette.ts';
import type { ValueAxis } from './value-axis.ts';

/** What is left free between two bars, as a share of a bucket. */
const GAP = 0.21;
/** A bucket with fewer pixels has no room for a whisker, or for air. */
const ROOM_PX = 4;

export type Bars = Readonly<{
	frame: Frame;
	values: ValueAxis;
	palette: Palette;
	valueLabel: (value: number) => string;
}>;

function bar({ startMs, endMs, value, state }: Point, gap: number, { frame, values, palette }: Bars): Shape {
	const left = xOf(startMs, frame);
	const right = xOf(endMs, frame);
	const width = Math.max(1, right - left - gap);
	const top = yOf(value ?? 0, values, frame);
	const fill = palette.hues[0] ?? palette.text;
	const isOpen = state === 'open';
	// A line is drawn on both sides of its path; the hollow bar keeps the width of the full ones.
	const inset = isOpen ? 0.65 : 0;
	return {
		type: 'rect',
		shape: {
			x: left + (right - left - width) / 2 + inset,
			y: top,
			width: Math.max(0.5, width - 2 * inset),
			height: yOf(0, values, frame) - top
		},
		style: isOpen ? { fill: palette.surface, stroke: fill, lineWidth: 1.3, lineDash: [2, 2] } : { fill, stroke: 'none' }
	};
}

/** An empty bucket has no bar for a whisker to stand on, and an open one is not done; the table has their intervals. */
const hasWhisker = ({ n, state, low, high }: Point): boolean =>
	n > 0 && state === 'closed' && low !== null && high !== null;

function whisker(point: Point, { frame, values, palette }: Bars): Shape[] {
	const { low, high } = point;
	if (!hasWhisker(point) || low === null || high === null) return [];
	const x = xOf(midMs(point), frame);
	const ends = { x1: x, y1: yOf(low, values, frame), x2: x, y2: yOf(high, values, frame) };
	return [{ type: 'line', shape: ends, style: { stroke: palette.text, opacity: 0.4, lineWidth: 1 } }];
}

/** The highest bar's number, which no axis says exactly. */
function peakLabel(point: Point, { frame, values, palette, valueLabel }: Bars): Shape {
	const value = point.value ?? 0;
	return {
		type: 'text',
		style: {
			x: xOf(midMs(point), frame),
			y: yOf(hasWhisker(point) ? (point.high ?? value) : value, values, frame) - 3,
			text: valueLabel(value),
			fill: palette.text,
			font: `600 12px ${palette.font}`,
			align: 'center',
			verticalAlign: 'bottom'
		}
	};
}

/** A bar for each bucket, its exact interval as a whisker; the open bucket is hollow and has none; the highest says its number. */
export function barShapes(points: readonly Point[], bars: Bars): Shape[] {
	const wide = bucketPixels(points.length, bars.frame);
	const hasRoom = wide >= ROOM_PX;
	const most = Math.max(...points.map(({ value }) => value ?? 0));
	const peak = most > 0 ? points.find(({ value }) => value === most) : undefined;
	return points.flatMap((point) => {
		if (point.state === 'ahead') return [];
		const shapes = [bar(point, hasRoom ? wide * GAP : 0, bars), ...(hasRoom ? whisker(point, bars) : [])];
		return point === peak ? [...shapes, peakLabel(point, bars)] : shapes;
	});
}
