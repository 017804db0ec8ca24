import { yOf, type Shape } from './chart-option.ts';
import { xOf, type Frame } from './frame.ts';
import type { Palette } from './palette.ts';
import type { TimeModel } from './time-model.ts';
import type { ValueAxis } from './value-axis.ts';

type Canvas = Readonly<{ frame: Frame; values: ValueAxis; palette: Palette }>;

/** What is left free between two columns, as a share of a bucket; a narrow one has none. */
const GAP = 0.21;
const ROOM_PX = 4;

/** How high each column stands. */
export const stackHeights = ({ lines, spans }: Pick<TimeModel, 'lines' | 'spans'>): number[] =>
	spans.map((_, index) => lines.reduce((sum, { points }) => sum + (points[index]?.value ?? 0), 0));

/** A column a bucket, its groups one on the other, the first at the bottom; what is still open is hatched by its edge. */
export function stackedShapes({ lines, spans }: TimeModel, { frame, values, palette }: Canvas): Shape[] {
	return spans.flatMap(({ startMs, endMs, state }, index) => {
		const [left, right] = [xOf(startMs, frame), xOf(endMs, frame)];
		const gap = right - left > ROOM_PX ? (right - left) * GAP : 0;
		const width = Math.max(1, right - left - gap);
		let base = 0;
		return lines.flatMap(({ points, hue }): Shape[] => {
			const value = points[index]?.value ?? 0;
			if (value <= 0) return [];
			const y = yOf(base + value, values, frame);
			const height = Math.max(0.5, yOf(base, values, frame) - y);
			base += value;
			const fill = palette.hues[hue] ?? palette.text;
			const style = state === 'open' ? { fill, opacity: 0.45, stroke: 'none' } : { fill, stroke: 'none' };
			return [{ type: 'rect', shape: { x: left + gap / 2, y, width, height }, style }];
		});
	});
}
