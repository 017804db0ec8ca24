import type { Metric } from '#lib/domain/metric.ts';
import type { Answer } from '#lib/domain/question.ts';
import type { Release } from '#lib/domain/release.ts';
import type { TimeStyle } from '#lib/ui/time-format.ts';
import { zonedTime } from '#lib/ui/zoned-time.ts';
import { lineRuns, pointsOf, type Grain, type Point } from './bucket-points.ts';
import { comparedPoints, type Beside, type Compared } from './compared.ts';
import type { ChipKind } from './impact/verdict-words.ts';
import type { Line } from './line-shapes.ts';
import { groupLabel } from './metric-words.ts';
import { OTHER_HUE } from './palette.ts';

/** Everything that a time chart, its table and its tooltip are drawn from. */
export type TimeModel = Readonly<{
	metric: Metric;
	grain: Grain;
	style: TimeStyle;
	/** At least one, even when nothing was answered; by group. */
	lines: readonly Line[];
	/** The buckets, the same for every line. */
	spans: readonly Pick<Point, 'startMs' | 'endMs' | 'state'>[];
	fromMs: number;
	toMs: number;
	/** Whether a bucket's name needs its year. */
	withYear: boolean;
	releases: readonly Release[];
	/** What was said of them and this metric, by version. */
	said: ReadonlyMap<string, ChipKind>;
	/** What it is laid beside; a chart of several lines is not. */
	compared: Compared | null;
}>;

/** The address of the rows behind a bucket. */
export type Behind = (bucket: Readonly<{ startMs: number; endMs: number }>) => string;

/** Shows a part of the range alone; `isOpen` when its last bucket is not over. */
export type Zoom = (part: Readonly<{ startMs: number; endMs: number; isOpen: boolean }>) => void;

type Asked = Readonly<{
	metric: Metric;
	grain: Grain;
	style: TimeStyle;
	answer: Answer;
	releases: readonly Release[];
	said?: ReadonlyMap<string, ChipKind>;
	beside?: Beside | null;
}>;

const NOTHING_SAID: TimeModel['said'] = new Map();

/** `null` when the answer has no buckets at all. */
export function timeModel(asked: Asked): TimeModel | null {
	const { metric, grain, style, answer, releases, said = NOTHING_SAID, beside = null } = asked;
	const watermarkMs = Date.parse(answer.watermark);
	let hue = 0;
	const lines = answer.result.series.map(({ group, other, buckets }): Line => ({
		key: other ? ' other' : `=${group ?? ''}`,
		label: groupLabel(group, other),
		hue: other ? OTHER_HUE : hue++ % OTHER_HUE,
		points: pointsOf(buckets, { grain, zone: style.zone, watermarkMs })
	}));
	const spans = lines[0]?.points ?? [];
	const first = spans[0];
	const last = spans.at(-1);
	if (!first || !last) return null;
	const years = [first.startMs, last.endMs - 1, Date.parse(answer.watermark)].map(
		(ms) => zonedTime(ms, style.zone).year
	);
	const withYear = new Set(years).size > 1;
	const range = { spans, fromMs: first.startMs, toMs: last.endMs, withYear };
	const compared =
		beside && lines.length === 1
			? { label: beside.label, points: comparedPoints(spans, beside, { grain, style }) }
			: null;
	return { metric, grain, style, lines, ...range, releases, said, compared };
}

/** Rows behind everything that is drawn. */
export const totalN = ({ lines }: Pick<TimeModel, 'lines'>): number =>
	lines.reduce((sum, { points }) => sum + points.reduce((n, point) => n + point.n, 0), 0);

/** The line with the most rows, `null` when there is only one. */
export function largestLine(lines: readonly Line[]): Line | null {
	if (lines.length < 2) return null;
	const size = (line: Line) => line.points.reduce((n, point) => n + point.n, 0);
	return lines.reduce((largest, line) => (size(line) > size(largest) ? line : largest));
}

/** The newest point of a line with enough answers to be read by itself. */
export const newestPoint = ({ points }: Line): Point | null => lineRuns(points).at(-1)?.at(-1) ?? null;
