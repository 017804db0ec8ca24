import type { BucketWidth } from '#lib/domain/question.ts';

/** Buckets once more, read off the wall clock that Intl shows, quarter by quarter of an hour. */

const QUARTER = 900_000;
const DAY = 86_400_000;

type Width = Exclude<BucketWidth, 'all'>;

function wallClock(zone: string): (ms: number) => number {
	const format = new Intl.DateTimeFormat('en-US', {
		timeZone: zone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric'
	});
	return (ms) => {
		const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
		return Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute);
	};
}

const LABELS: Record<'hour' | 'day' | 'week' | 'month', (wallMs: number) => number> = {
	hour: (wallMs) => Math.floor(wallMs / 3_600_000),
	day: (wallMs) => Math.floor(wallMs / DAY),
	week: (wallMs) => Math.floor((wallMs / DAY - 4) / 7),
	month: (wallMs) => new Date(wallMs).getUTCFullYear() * 12 + new Date(wallMs).getUTCMonth()
};

/** Where the buckets begin, for 100 days before and after `aroundMs`; all changes in there lie on quarters. */
function startsAround(zone: string, aroundMs: number): Record<'hour' | 'day' | 'week' | 'month', number[]> {
	const clock = wallClock(zone);
	const starts = { hour: [] as number[], day: [] as number[], week: [] as number[], month: [] as number[] };
	const latest = { day: -Infinity, week: -Infinity, month: -Infinity };
	const first = Math.floor((aroundMs - 100 * DAY) / QUARTER) * QUARTER;
	let shown = clock(first);
	for (let ms = first; ms < aroundMs + 100 * DAY; ms += QUARTER) {
		const movedBy = clock(ms) - shown - (ms === first ? 0 : QUARTER);
		shown = clock(ms);
		if (shown % 3_600_000 === 0 || movedBy % 3_600_000 !== 0) starts.hour.push(ms);
		for (const width of ['day', 'week', 'month'] as const) {
			const label = LABELS[width](shown);
			if (label <= latest[width]) continue;
			if (ms !== first) starts[width].push(ms);
			latest[width] = label;
		}
	}
	return starts;
}

export type ReferenceClock = Readonly<{
	/** The start of the bucket that holds the instant. */
	floor: (ms: number, width: Width) => number;
	/** The first start after the instant. */
	after: (ms: number, width: Width) => number;
}>;

export function createReferenceClock(zone: string, aroundMs: number): ReferenceClock {
	const starts = startsAround(zone, aroundMs);
	return {
		floor: (ms, width) =>
			width === 'minute' ? Math.floor(ms / 60_000) * 60_000 : starts[width].findLast((start) => start <= ms)!,
		after: (ms, width) =>
			width === 'minute' ? Math.floor(ms / 60_000) * 60_000 + 60_000 : starts[width].find((start) => start > ms)!
	};
}
