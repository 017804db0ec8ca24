const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

/** Weeks enough to tell one false alarm in twenty from one in four. */
const MOST_WEEKS = 26;
/** What is known less long ago is no past to compare with. */
const LEAST_BEFORE_MS = 28 * DAY_MS;

type History = Readonly<{
	/** The product's first row; `null` without rows. */
	firstMs: number | null;
	untilMs: number;
	releases: readonly Readonly<{ at: string }>[];
}>;

/** Where past weeks begin in which, and in the week before, nothing was released; the newest first, half a year at most. */
export function quietWeeks({ firstMs, untilMs, releases }: History): number[] {
	if (firstMs === null) return [];
	const released = releases.map(({ at }) => Date.parse(at));
	const weeks = Math.max(0, Math.floor((untilMs - firstMs - LEAST_BEFORE_MS) / WEEK_MS));
	return Array.from({ length: weeks }, (_, index) => untilMs - (index + 1) * WEEK_MS)
		.filter((startMs) => !released.some((ms) => ms >= startMs - WEEK_MS && ms < startMs + WEEK_MS))
		.slice(0, MOST_WEEKS);
}
