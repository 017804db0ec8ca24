import { lineRuns, midMs } from './bucket-points.ts';
import { yOf, type Shape } from './chart-option.ts';
import { xOf } from './frame.ts';
import type { Line, Lines } from './line-shapes.ts';

const OPACITY = 0.18;

/** What lies between a line and zero, one area a run; a run of one point has none. */
export function areaShapes({ points, hue }: Line, { frame, values, palette }: Lines): Shape[] {
	const fill = palette.hues[hue] ?? palette.text;
	const floor = yOf(Math.max(values.min, Math.min(0, values.max)), values, frame);
	return lineRuns(points)
		.filter((run) => run.length > 1)
		.map((run): Shape => {
			const top = run.map((point) => [xOf(midMs(point), frame), yOf(point.value ?? 0, values, frame)]);
			const [first = [0, 0], last = [0, 0]] = [top[0], top.at(-1)];
			const points = [...top, [last[0] ?? 0, floor], [first[0] ?? 0, floor]];
			return { type: 'polygon', shape: { points }, style: { fill, stroke: 'none', opacity: OPACITY } };
		});
}
