import { isoDay } from '#lib/ui/zoned-time.ts';
import type { Facts } from './panel-gap.ts';
import { DEFAULT_VIEW, viewSearch } from './view.ts';

const DAY_MS = 86_400_000;
const LENGTH_MS = 56 * DAY_MS;

/** When a product's first and last answers were given. */
export type Span = Pick<Facts, 'firstAt' | 'lastAt'>;

/** Eight weeks that end with the newest answer's day, or fewer where answers begin later; `null` without answers. */
export function rangeWithAnswers(
	{ firstAt, lastAt }: Span,
	zone: string
): Readonly<{ range: { from: string; to: string }; fromMs: number; toMs: number }> | null {
	if (lastAt === null || firstAt === null) return null;
	const toMs = Date.parse(lastAt);
	const fromMs = Math.max(Date.parse(firstAt), toMs - LENGTH_MS + DAY_MS);
	return { range: { from: isoDay(fromMs, zone), to: isoDay(toMs, zone) }, fromMs, toMs };
}

/** What leads to an overview that shows answers: '' where the usual range does, or nothing would. */
export function searchWithAnswers(span: Span, zone: string, nowMs: number): string {
	const found = rangeWithAnswers(span, zone);
	return found === null || found.toMs > nowMs - LENGTH_MS ? '' : viewSearch({ ...DEFAULT_VIEW, ...found.range });
}
