import { Filter, isNumericField, OPS, TOPIC_FIELD } from '#lib/domain/question.ts';
import { dayStartMs } from '#lib/domain/day-start.ts';
import { isRelative, momentOf, relativeAgeMs } from '#lib/domain/time-range.ts';
import type { Grain } from '#lib/charts/bucket-points.ts';
import { possibleGrains } from './grain.ts';
import { typedRange } from './typed-range.ts';
import { COMPARES, DEFAULT_VIEW, releaseOfEnd, type View } from './view.ts';

const DAY_MS = 86_400_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const FILTER = /^(.+?):(=|!=|in|contains|>=|<=):(.*)$/s;
const GRAINS: readonly string[] = ['minute', 'hour', 'day', 'week', 'month'] satisfies Grain[];
const MOST_FILTERS = 20;
const MOST_HIDDEN = 20;

/** A part of the address that meant nothing; the page says so and shows what it can. */
export type Problem = Readonly<{ part: 'range' | 'bucket' | 'fineness' | 'filter'; text: string }>;

/** Now, in the product's zone, with the releases that a range may begin or end with. */
export type Clock = Readonly<{
	nowMs: number;
	zone: string;
	releases?: readonly Readonly<{ version: string; at: string }>[];
	/** Those that a filter may name. */
	topics?: readonly Readonly<{ name: string }>[];
}>;

const isGrain = (text: string): text is Grain => GRAINS.includes(text);

/** One end as an instant: a day starts at its midnight in the product's zone, and as an end is meant whole. */
export function endMs(text: string, side: 'from' | 'to', { nowMs, zone, releases = [] }: Clock): number | null {
	const version = releaseOfEnd(text);
	if (version !== null) {
		const release = releases.find((one) => one.version === version);
		return release ? Date.parse(release.at) : null;
	}
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
	/** When and where it was read. */
	nowMs: number;
	zone: string;
}>;

/** A filter can outlive the topic that it names; '' is about none. */
const hasTopics = ({ field, value }: Filter, { topics = [] }: Clock): boolean =>
	field !== TOPIC_FIELD || [value].flat().every((one) => one === '' || topics.some(({ name }) => name === one));

/** What an address asks for. Whatever is wrong in it falls back to the default and is named in `problems`. */
export function readView(search: URLSearchParams, clock: Clock): ReadView {
	const problems: Problem[] = [];
	const { from, to, text } = endsOf(search, clock);
	const range = rangeOf(from, to, clock);
	if (!range) problems.push({ part: 'range', text });

	const shown = range ?? rangeOf(DEFAULT_VIEW.from, DEFAULT_VIEW.to, clock) ?? { fromMs: 0, toMs: clock.nowMs };
	const written = search.get('bucket') ?? '';
	const bucket = isGrain(written) && possibleGrains(shown.toMs - shown.fromMs).includes(written) ? written : null;
	if (written !== '' && bucket === null)
		problems.push({ part: isGrain(written) ? 'fineness' : 'bucket', text: written });

	const filters: Filter[] = [];
	for (const text of search.getAll('filter')) {
		const filter = filters.length < MOST_FILTERS ? parsedFilter(text) : null;
		if (filter && hasTopics(filter, clock)) filters.push(filter);
		else problems.push({ part: 'filter', text });
	}
	const compare = COMPARES.find((one) => one === search.get('compare'));
	const hidden = search.getAll('hide').slice(0, MOST_HIDDEN);
	const ends = range ? { from, to } : { from: DEFAULT_VIEW.from, to: DEFAULT_VIEW.to };
	const lastMs = ends.to === 'now' ? relativeAgeMs(ends.from) : null;
	const view = { ...ends, bucket, filters, ...(compare && { compare }), ...(hidden.length > 0 && { hidden }) };
	return { view, ...shown, lastMs, problems, nowMs: clock.nowMs, zone: clock.zone };
}

/** Both ends, and how they were written: one by one, or as the one text that a form without script sends. */
function endsOf(search: URLSearchParams, clock: Clock): { from: string; to: string; text: string } {
	const typed = search.get('range')?.trim();
	if (typed) {
		const versions = (clock.releases ?? []).map(({ version }) => version);
		const range = typedRange(typed, { ...clock, versions });
		return range.status === 'range' ? { ...range, text: typed } : { from: typed, to: typed, text: typed };
	}
	const from = search.get('from')?.trim() || DEFAULT_VIEW.from;
	const to = search.get('to')?.trim() || DEFAULT_VIEW.to;
	return { from, to, text: `${from} – ${to}` };
}

function rangeOf(from: string, to: string, clock: Clock) {
	const fromMs = endMs(from, 'from', clock);
	const toMs = endMs(to, 'to', clock);
	return fromMs === null || toMs === null || fromMs >= toMs ? null : { fromMs, toMs };
}
