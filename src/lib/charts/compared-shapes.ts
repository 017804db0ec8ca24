import { lineRuns, midMs, type Point } from './bucket-points.ts';
import { yOf, type Shape } from './chart-option.ts';
import { xOf, type Frame } from './frame.ts';
import type { Palette } from './palette.ts';
import type { TimeModel } from './time-model.ts';
import type { ValueAxis } from './value-axis.ts';

type Canvas = Readonly<{ frame: Frame; values: ValueAxis; palette: Palette }>;

/** What was there before, in the places of today's buckets. */
const placed = ({ compared, spans }: TimeModel): Point[] =>
	(compared?.points ?? []).flatMap((point, index) => {
		const span = spans[index];
		return point && span ? [{ ...point, startMs: span.startMs, endMs: span.endMs, state: 'closed' as const }] : [];
	});

/** Points in a row, without a bucket missing in between. */
const inARow = (points: readonly Point[]): Point[][] => {
	const rows: Point[][] = [];
	for (const point of points) {
		if (rows.at(-1)?.at(-1)?.endMs === point.startMs) rows.at(-1)?.push(point);
		else rows.push([point]);
	}
	return rows;
};

const stroke = (points: [number, number][], { palette }: Canvas): Shape => ({
	type: 'polyline',
	shape: { points },
	style: { stroke: palette.compared, fill: 'none', lineWidth: 1.25 }
});

/** A line in steps over the bars, each as wide as its bucket. */
export function comparedSteps(model: TimeModel, canvas: Canvas): Shape[] {
	const { frame, values } = canvas;
	return inARow(placed(model)).map((row) => {
		const steps = row.flatMap(({ startMs, endMs, value }): [number, number][] => {
			const y = yOf(value ?? 0, values, frame);
			return [
				[xOf(startMs, frame), y],
				[xOf(endMs, frame), y]
			];
		});
		return stroke(steps, canvas);
	});
}

/** A thin line behind the other, with its interval as a fainter band. */
export function comparedLine(model: TimeModel, canvas: Canvas): Shape[] {
	const { frame, values, palette } = canvas;
	const at = (point: Point, value: number): [number, number] => [xOf(midMs(point), frame), yOf(value, values, frame)];
	return lineRuns(placed(model))
		.flatMap(inARow)
		.filter((run) => run.length > 1)
		.flatMap((run): Shape[] => {
			const line = run.map((point) => at(point, point.value ?? 0));
			const ends = run.flatMap((point) =>
				point.low === null || point.high === null ? [] : [{ high: at(point, point.high), low: at(point, point.low) }]
			);
			const area = [...ends.map(({ high }) => high), ...ends.map(({ low }) => low).reverse()];
			const style = { fill: palette.compared, stroke: 'none', opacity: palette.band / 2 };
			const band: Shape[] = ends.length > 1 ? [{ type: 'polygon', shape: { points: area }, style }] : [];
			return [...band, stroke(line, canvas)];
		});
}
