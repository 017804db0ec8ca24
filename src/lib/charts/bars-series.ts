import type { CustomSeriesOption } from 'echarts/charts';
import type { Point } from './bucket-points.ts';
import { bucketPixels, type Shape } from './chart-option.ts';
import type { Frame } from './frame.ts';
import type { Palette } from './palette.ts';

/** What is left free between two bars, as a share of a bucket. */
const GAP = 0.21;
const NARROWEST_WITH_WHISKER = 4;

/** One bar a bucket, with its exact interval as a whisker; the open bucket is hollow. */
export function barsSeries(points: readonly Point[], frame: Frame, palette: Palette): CustomSeriesOption {
	const fill = palette.hues[0] ?? palette.text;
	const wide = bucketPixels(points.length, frame);
	const gap = wide < NARROWEST_WITH_WHISKER ? 0 : wide * GAP;
	return {
		type: 'custom',
		id: 'bars',
		silent: true,
		encode: { x: [0, 1], y: [2, 3, 4] },
		data: points.map(({ startMs, endMs, value, low, high }) => [startMs, endMs, value ?? 0, low ?? 0, high ?? 0]),
		renderItem: ({ dataIndex }, api) => {
			const point = points[dataIndex];
			if (!point || point.state === 'ahead') return null;
			const [left = 0, base = 0] = api.coord([point.startMs, 0]);
			const [right = 0, top = 0] = api.coord([point.endMs, point.value ?? 0]);
			const width = Math.max(1, right - left - gap);
			const x = left + (right - left - width) / 2;
			const open = point.state === 'open';
			const inset = open ? 0.65 : 0;
			const bar: Shape = {
				type: 'rect',
				shape: { x: x + inset, y: top, width: Math.max(0.5, width - 2 * inset), height: base - top },
				style: open
					? { fill: palette.surface, stroke: fill, lineWidth: 1.3, lineDash: [2, 2] }
					: { fill, stroke: 'none' }
			};
			const whiskered = wide >= NARROWEST_WITH_WHISKER && !open && point.low !== null && point.high !== null;
			if (!whiskered) return { type: 'group', children: [bar] };
			const middle = (left + right) / 2;
			const [, lowY = 0] = api.coord([point.startMs, point.low]);
			const [, highY = 0] = api.coord([point.startMs, point.high]);
			const whisker: Shape = {
				type: 'line',
				shape: { x1: middle, y1: lowY, x2: middle, y2: highY },
				style: { stroke: palette.text, opacity: 0.4, lineWidth: 1 }
			};
			return { type: 'group', children: [bar, whisker] };
		}
	};
}
