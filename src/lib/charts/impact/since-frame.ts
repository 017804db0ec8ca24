import type { Frame } from '#lib/charts/frame.ts';
import type { Tick } from '#lib/charts/time-ticks.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/ui/locale.ts';
import { count } from '#lib/ui/number-format.ts';
import { closedAt, type ImpactDetail } from './impact-detail.ts';

const DAY_MS = 86_400_000;
/** Lengths of the axis in days, and how far apart its ticks stand. */
const LENGTHS = [
	[3, 1],
	[7, 1],
	[14, 2],
	[28, 7]
] as const;
const NARROW = 480;

export type SinceSpan = Readonly<{ fromMs: number; toMs: number; ticks: readonly Tick[] }>;

/** From the release to the first round length that holds what is known of it. */
export function sinceSpan({ axis, outcome }: ImpactDetail, locale: Locale): SinceSpan {
	const days = (closedAt(axis, outcome.closed) - axis.releaseMs) / DAY_MS;
	const [length, step] = LENGTHS.find(([most]) => days <= most) ?? [28, 7];
	const ticks = Array.from({ length: length / step + 1 }, (_, index) => ({
		ms: axis.releaseMs + index * step * DAY_MS,
		label: m.impact_day({ day: count(index * step, locale) }, { locale })
	}));
	return { fromMs: axis.releaseMs, toMs: axis.releaseMs + length * DAY_MS, ticks };
}

/** Room for labels at the left and a word at the right. */
export function sinceFrame(
	{ fromMs, toMs }: SinceSpan,
	{ width, height }: { width: number; height: number },
	left: number
): Frame {
	return { width, height, left, right: width < NARROW ? 12 : 92, top: 16, bottom: 24, fromMs, toMs };
}

/** Whether there is room for words beside the plot. */
export const hasRoomAtEnd = ({ right }: Frame): boolean => right > 40;
