import type { Answer } from '#lib/domain/question.ts';
import type { TimeStyle } from '#lib/ui/time-format.ts';
import { shiftedBack, type TimeShift } from '#lib/ui/time-shift.ts';
import { zonedTime } from '#lib/ui/zoned-time.ts';
import { pointsOf, type Grain, type Point } from './bucket-points.ts';

/** What a chart is laid beside: an earlier answer to the same question. */
export type Beside = Readonly<{
	/** `8 weeks before`. */
	label: string;
	answer: Answer;
	/** How far back it lies. */
	shift: TimeShift;
}>;

/** Bucket by bucket what was there before; `null` where there is no such bucket. */
export type Compared = Readonly<{ label: string; points: readonly (Point | null)[] }>;

type Span = Pick<Point, 'startMs' | 'endMs'>;

/** On the day on which clocks go on, there is no such hour to compare with. */
function isSameHour(one: number, other: number, zone: string): boolean {
	const [first, second] = [zonedTime(one, zone), zonedTime(other, zone)];
	return first.hour === second.hour && first.minute === second.minute;
}

/** The buckets that begin so far back by the clock on the wall, or nearest to it: months differ in length. */
export function comparedPoints(
	spans: readonly Span[],
	{ answer, shift }: Omit<Beside, 'label'>,
	{ grain, style }: { grain: Grain; style: TimeStyle }
): (Point | null)[] {
	const { zone } = style;
	const watermarkMs = Date.parse(answer.watermark);
	const points = pointsOf(answer.result.series[0]?.buckets ?? [], { grain, zone, watermarkMs });
	const keepsClock = 'days' in shift && (grain === 'hour' || grain === 'minute');
	let nearest = 0;
	return spans.map(({ startMs, endMs }) => {
		const soughtMs = shiftedBack(startMs, shift, zone);
		const distance = (index: number) => Math.abs((points[index]?.startMs ?? Infinity) - soughtMs);
		while (distance(nearest + 1) < distance(nearest)) nearest++;
		const point = points[nearest];
		if (!point || distance(nearest) > (endMs - startMs) / 2) return null;
		return keepsClock && !isSameHour(point.startMs, startMs, zone) ? null : point;
	});
}
