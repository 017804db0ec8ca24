/** Widths of an analysis bucket, in hours, from the one preferred. */
const WIDTHS = [1, 2, 4, 6, 12, 24] as const;

const ENOUGH = { answers: 5, events: 10 } as const;

const median = (counts: readonly number[]): number => {
	const sorted = [...counts].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

/** Sums of `width` hours each, the last ending with the last hour, where the release is; what does not fill one is left out. */
function totals(hourly: readonly number[], width: number): number[] {
	const skipped = hourly.length % width;
	const sums: number[] = [];
	for (let start = skipped; start < hourly.length; start += width)
		sums.push(hourly.slice(start, start + width).reduce((sum, count) => sum + count, 0));
	return sums;
}

/**
 * Hours of one analysis bucket: the first width whose median bucket has 5 answers, or whose mean bucket has 10 events;
 * 24 when none has, or when the source knows only dates. `hourly` are counts of the last 56 days before the release.
 */
export function analysisWidth(
	hourly: readonly number[],
	{ volume, datesOnly }: { volume: boolean; datesOnly: boolean }
): number {
	if (datesOnly) return 24;
	const isEnough = (width: number) => {
		const sums = totals(hourly, width);
		if (sums.length === 0) return false;
		const mean = sums.reduce((sum, count) => sum + count, 0) / sums.length;
		return volume ? mean >= ENOUGH.events : median(sums) >= ENOUGH.answers;
	};
	return WIDTHS.find(isEnough) ?? 24;
}

/** Days before the release that are looked at, for a bucket of so many hours; a younger product gives fewer. */
export function preWindowDays(widthHours: number): number {
	if (widthHours === 1) return 56;
	if (widthHours <= 4) return 84;
	return widthHours <= 12 ? 120 : 180;
}
