import type { TimeRange } from '#lib/domain/time-range.ts';
import { offsetRanges } from '#lib/domain/zone-offsets.ts';
import { preWindowDays } from '#lib/stats/impact/analysis-width.ts';

export const HOUR_MS = 3_600_000;
/** How long a release is watched. */
export const WINDOW_DAYS = 28;

/** Buckets of one width on both sides of a release, none of which straddles it. */
export type AnalysisAxis = Readonly<{
	widthHours: number;
	widthMs: number;
	/** Buckets before the release; the one with this index is the first after it. */
	releaseAt: number;
	/** Buckets after the release that are over. */
	closed: number;
	/** The bucket that is still open follows them; `false` where the window is over. */
	hasOpen: boolean;
	/** From the first bucket to the end of the last, the open one included. */
	range: TimeRange;
}>;

type Known = Readonly<{
	releaseMs: number;
	/** When the product's first row was given; `null` without rows. */
	firstMs: number | null;
	/** Up to when rows are known. */
	knownUntilMs: number;
}>;

export function analysisAxis(widthHours: number, { releaseMs, firstMs, knownUntilMs }: Known): AnalysisAxis {
	const widthMs = widthHours * HOUR_MS;
	const mostBefore = Math.floor((preWindowDays(widthHours) * 24) / widthHours);
	const age = firstMs === null ? 0 : Math.max(0, Math.floor((releaseMs - firstMs) / widthMs));
	const releaseAt = Math.min(mostBefore, age);
	const most = Math.floor((WINDOW_DAYS * 24) / widthHours);
	const closed = Math.max(0, Math.min(most, Math.floor((knownUntilMs - releaseMs) / widthMs)));
	const hasOpen = closed < most && knownUntilMs > releaseMs;
	const fromMs = releaseMs - releaseAt * widthMs;
	return {
		...{ widthHours, widthMs, releaseAt, closed, hasOpen },
		range: { fromMs, toMs: releaseMs + (closed + (hasOpen ? 1 : 0)) * widthMs }
	};
}

/** A live product's rows are known up to now; of a history they are known up to its last. */
const LIVE_MS = 48 * HOUR_MS;

export const knownUntil = (lastMs: number | null, nowMs: number): number =>
	lastMs === null || nowMs - lastMs <= LIVE_MS ? nowMs : lastMs;

/** Hour (0–23) and weekday (0: Monday) of each bucket's start on the product's clock. */
export function localTimes(
	{ range, widthMs }: Pick<AnalysisAxis, 'range' | 'widthMs'>,
	zone: string
): { hourOfDay: number; weekday: number }[] {
	const offsets = offsetRanges(zone, range);
	let current = 0;
	return Array.from({ length: Math.round((range.toMs - range.fromMs) / widthMs) }, (_, index) => {
		const startMs = range.fromMs + index * widthMs;
		while (current + 1 < offsets.length && (offsets[current]?.toMs ?? Infinity) <= startMs) current++;
		const local = new Date(startMs + (offsets[current]?.offsetMs ?? 0));
		return { hourOfDay: local.getUTCHours(), weekday: (local.getUTCDay() + 6) % 7 };
	});
}

/** Fewer filled hours say nothing about the source's clock. */
const LEAST_DAYS = 14;

/** Whether answers came at one time of the day alone (two with daylight saving): then the source knew only dates. */
export function knowsOnlyDates(hourly: readonly number[]): boolean {
	const filled = hourly.flatMap((n, hour) => (n > 0 ? [hour % 24] : []));
	const hours = [...new Set(filled)];
	const [first = 0, second = first] = hours;
	const apart = Math.abs(first - second);
	return filled.length >= LEAST_DAYS && hours.length <= 2 && (apart <= 1 || apart === 23);
}
