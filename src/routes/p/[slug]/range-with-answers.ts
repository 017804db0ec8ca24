import { isoDay } from '#lib/ui/zoned-time.ts';
import type { Facts } from './panel-gap.ts';

const DAY_MS = 86_400_000;
const LENGTH_MS = 56 * DAY_MS;

/** Eight weeks that end with the newest answer's day, or fewer where answers begin later; `null` without answers. */
export function rangeWithAnswers(
	{ firstAt, lastAt }: Pick<Facts, 'firstAt' | 'lastAt'>,
	zone: string
): Readonly<{ range: { from: string; to: string }; fromMs: number; toMs: number }> | null {
	if (lastAt === null || firstAt === null) return null;
	const toMs = Date.parse(lastAt);
	const fromMs = Math.max(Date.parse(firstAt), toMs - LENGTH_MS + DAY_MS);
	return { range: { from: isoDay(fromMs, zone), to: isoDay(toMs, zone) }, fromMs, toMs };
}
