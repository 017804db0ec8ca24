import { Filter, isNumericField, OPS } from '#lib/domain/question.ts';
import { dayStartMs } from '#lib/domain/day-start.ts';
import { isRelative, momentOf, relativeAgeMs } from '#lib/domain/time-range.ts';
import type { Grain } from '#lib/charts/bucket-points.ts';
import { possibleGrains } from './grain.ts';
import { DEFAULT_VIEW, type View } from './view.ts';

const DAY_MS = 86_400_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const FILTER = /^(.+?):(=|!=|in|contains|>=|<=):(.*)$/s;
const GRAINS: readonly string[] = ['minute', 'hour', 'day', 'week', 'month'] satisfies Grain[];
const MOST_FILTERS = 20;

/** A part of the address that meant nothing; the page says so and shows what it can. */
export type Problem = Readonly<{ part: 'range' | 'bucket' | 'fineness' | 'filter'; text: string }>;

const isGrain = (text: string): text is Grain => GRAINS.includes(text);

/** One end as an instant: a day starts at its midnight in the product's zone, and as an end is meant whole. */
export function endMs(
	text: string,
	side: 'from' | 'to',
	{ nowMs, zone }: { nowMs: number; zone: string }
): number | null {
	if (DATE.test(text)) {
		if (momentOf(`${text}T00:00:00Z`) === null) return null;
		if (side === 'from') return dayStartMs(text, zone);
		return dayStartMs(new Date(Date.parse(text) + DAY_MS).toISOString().slice(0, 10), zone);
	}
	const moment = momentOf(text);
	if (!moment) return null;
	return isRelative(moment) ? Math.max(0, nowMs - moment.ageMs) : moment.ms;
}

/** A filter as the address writes it; `null` when it is none. */
export function parsedFilter(text: string): Filter | null {
	const [, field = '', op = '', written = ''] = FILTER.exec(text) ?? [];
	const value = op === 'in' ? listOf(written) : valueOf(field, op, written);
	const parsed = Filter.safeParse({ field, op, value });
	return parsed.success ? parsed.data : null;
}

const isNumberOp = (op: string): boolean => op === '>=' || op === '<=';

const valueOf = (field: string, op: string, written: string): string | number =>
	(isNumericField(field) || isNumberOp(op)) && written.trim() !== '' ? Number(written) : written;

function listOf(written: string): unknown {
	try {
		return JSON.parse(written);
	} catch {
		return null;
	}
}

/** The filter that a form without script sends as three fields; `null` when it sends none or an unfinished one. */
export function formFilter(search: URLSearchParams): Filter | null {
	const field =
		search.get('field') === 'attribute' ? `attributes.${search.get('attribute') ?? ''}` : search.get('field');
	const op = search.get('op') ?? '=';
	if (!field || !OPS.some((one) => one === op)) return null;
	return parsedFilter(`${field}:${op}:${search.get('value') ?? ''}`);
}

export type ReadView = Readonly<{
	view: View;
	fromMs: number;
	toMs: number;
	/** How long before now the range begins, when it moves with the clock up to now. */
	lastMs: number | null;
	problems: readonly Problem[];
}>;

/** What an address asks for. Whatever is wrong in it falls back to the default and is named in `problems`. */
export function readView(search: URLSearchParams, clock: { nowMs: number; zone: string }): ReadView {
	const problems: Problem[] = [];
	const from = search.get('from')?.trim() || DEFAULT_VIEW.from;
	const to = search.get('to')?.trim() || DEFAULT_VIEW.to;
	const range = rangeOf(from, to, clock);
	if (!range) problems.push({ part: 'range', text: `${from} – ${to}` });

	const shown = range ?? rangeOf(DEFAULT_VIEW.from, DEFAULT_VIEW.to, clock) ?? { fromMs: 0, toMs: clock.nowMs };
	const written = search.get('bucket') ?? '';
	const bucket = isGrain(written) && possibleGrains(shown.toMs - shown.fromMs).includes(written) ? written : null;
	if (written !== '' && bucket === null)
		problems.push({ part: isGrain(written) ? 'fineness' : 'bucket', text: written });

	const filters: Filter[] = [];
	for (const text of search.getAll('filter')) {
		const filter = filters.length < MOST_FILTERS ? parsedFilter(text) : null;
		if (filter) filters.push(filter);
		else problems.push({ part: 'filter', text });
	}
	const ends = range ? { from, to } : { from: DEFAULT_VIEW.from, to: DEFAULT_VIEW.to };
	const lastMs = ends.to === 'now' ? relativeAgeMs(ends.from) : null;
	return { view: { ...ends, bucket, filters }, ...shown, lastMs, problems };
}

function rangeOf(from: string, to: string, clock: { nowMs: number; zone: string }) {
	const fromMs = endMs(from, 'from', clock);
	const toMs = endMs(to, 'to', clock);
	return fromMs === null || toMs === null || fromMs >= toMs ? null : { fromMs, toMs };
}
