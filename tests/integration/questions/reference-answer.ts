import type { EventRow, FeedbackRow } from '#lib/domain/feedback.ts';
import type { Bucket, Filter, Question, Series } from '#lib/domain/question.ts';
import type { Moment } from '#lib/domain/time-range.ts';
import { TOPICS } from './random-rows.ts';
import type { ReferenceClock } from './reference-clock.ts';
import { poissonEnds, studentEnds, wilsonEnds } from './reference-intervals.ts';

/** Answers once more: every row is looked at by itself, as the contract words it. */

export type Rows = Readonly<{ feedback: readonly FeedbackRow[]; events: readonly EventRow[] }>;
export type Row = FeedbackRow | EventRow;

export const isFeedback = (row: Row): row is FeedbackRow => 'scale' in row;

export function fieldOf(row: Row, field: string): string | number | null {
	if (field.startsWith('attributes.'))
		return row.attributes.find(([name]) => name === field.slice('attributes.'.length))?.[1] ?? '';
	const value = (row as Record<string, unknown>)[field];
	if (field === 'score' || field === 'value') return value as number | null;
	return (value as string | null) ?? '';
}

/** Nothing else has several values. */
function valuesOf(row: Row, field: string): (string | number | null)[] {
	if (field !== 'topic') return [fieldOf(row, field)];
	const said = isFeedback(row) ? row.text.toLowerCase() : '';
	const names = TOPICS.filter(({ terms }) => terms.some((term) => said.includes(term.toLowerCase())));
	return names.length === 0 ? [''] : names.map(({ name }) => name);
}

export function passes(row: Row, { field, op, value }: Filter): boolean {
	const own = fieldOf(row, field);
	const isNumeric = field === 'score' || field === 'value';
	const equals = (one: unknown) =>
		isNumeric ? own !== null && own === one : valuesOf(row, field).includes(String(one));
	switch (op) {
		case '=':
			return equals(value);
		case '!=':
			return !equals(value);
		case 'in':
			return (value as unknown[]).some(equals);
		case 'contains':
			return String(own).toLowerCase().includes(String(value).toLowerCase());
		case '>=':
			return own !== null && own !== '' && Number(own) >= Number(value);
		case '<=':
			return own !== null && own !== '' && Number(own) <= Number(value);
	}
}

const NEGATIVE = { nps: [0, 1, 2, 3, 4, 5, 6], csat: [1, 2], ces: [1, 2, 3], stars: [1, 2], thumbs: [0] };
const POSITIVE = { nps: [9, 10], csat: [4, 5], ces: [5, 6, 7], stars: [4, 5], thumbs: [1] };

const scoredIn = (row: Row, sets: typeof NEGATIVE) =>
	isFeedback(row) && row.scale !== null && sets[row.scale].includes(row.score!);

/** Whether the metric looks at the row at all. */
function looksAt(metric: string, row: Row): boolean {
	switch (metric) {
		case 'feedback_volume':
			return isFeedback(row);
		case 'event_volume':
		case 'events_per_customer':
			return !isFeedback(row);
		case 'csat':
		case 'nps':
		case 'ces':
		case 'stars':
			return isFeedback(row) && row.scale === metric;
		case 'thumbs_up':
			return isFeedback(row) && row.scale === 'thumbs';
		case 'negative_share':
			return isFeedback(row) && row.scale !== null;
		case 'negative_volume':
			return scoredIn(row, NEGATIVE);
		case 'positive_volume':
			return scoredIn(row, POSITIVE);
		case 'active_customers':
			return true;
		case 'response_rate':
			return isFeedback(row) ? row.scale !== null : row.name === 'feedback.asked';
	}
	throw new Error(metric);
}

export type Estimate = Omit<Bucket, 'start'>;
/** One metric: the rows it looks at, and what they come to. */
export type Reference = { looksAt: (row: Row) => boolean; estimate: (rows: readonly Row[]) => Estimate };

export const NONE = { value: null, low: null, high: null };

export const volume = (n: number): Estimate => ({ n, value: n, ...poissonEnds(n) });

export const share = (hits: number, n: number): Estimate =>
	n === 0 ? { n, ...NONE } : { n, value: hits / n, ...wilsonEnds(hits, n) };

export function mean(values: readonly number[], min: number, max: number): Estimate {
	const n = values.length;
	if (n === 0) return { n, ...NONE };
	const value = values.reduce((sum, one) => sum + one, 0) / n;
	if (n === 1) return { n, value, low: null, high: null };
	const { low, high } = studentEnds(values);
	return { n, value, low: Math.max(min, low), high: Math.min(max, high) };
}

function builtInEstimate(metric: string, rows: readonly Row[]): Estimate {
	const n = rows.length;
	const scores = rows.map((row) => (isFeedback(row) ? row.score! : 0));
	const customers = new Set(rows.map(({ customer }) => customer).filter((customer) => customer !== '')).size;
	switch (metric) {
		case 'feedback_volume':
		case 'event_volume':
		case 'negative_volume':
		case 'positive_volume':
			return volume(n);
		case 'csat':
			return share(scores.filter((score) => score >= 4).length, n);
		case 'thumbs_up':
			return share(scores.filter((score) => score === 1).length, n);
		case 'negative_share':
			return share(rows.filter((row) => scoredIn(row, NEGATIVE)).length, n);
		case 'nps':
			return mean(
				scores.map((score) => (score >= 9 ? 100 : score <= 6 ? -100 : 0)),
				-100,
				100
			);
		case 'ces':
			return mean(scores, 1, 7);
		case 'stars':
			return mean(scores, 1, 5);
		case 'active_customers':
			return { n, value: n === 0 ? null : customers, low: null, high: null };
		case 'events_per_customer':
			return { n: customers, value: customers === 0 ? null : n / customers, low: null, high: null };
		case 'response_rate': {
			const asked = rows.filter((row) => !isFeedback(row)).length;
			return share(Math.min(asked, n - asked), asked);
		}
	}
	throw new Error(metric);
}

function rangeOf({ from, to, bucket }: Question, clock: ReferenceClock, nowMs: number) {
	const exact = (moment: Moment, base: number) => ('ms' in moment ? moment.ms : base - moment.ageMs);
	if (bucket === 'all') {
		const minuteEnd = Math.floor(nowMs / 60_000) * 60_000 + 60_000;
		return { fromMs: exact(from, minuteEnd), toMs: exact(to, minuteEnd) };
	}
	const end = exact(to, nowMs);
	const isOnEdge = 'ms' in to && clock.floor(end, bucket) === end;
	return { fromMs: clock.floor(exact(from, nowMs), bucket), toMs: isOnEdge ? end : clock.after(end, bucket) };
}

const builtIn = (metric: string): Reference => ({
	looksAt: (row) => looksAt(metric, row),
	estimate: (rows) => builtInEstimate(metric, rows)
});

/** `series` as the contract has it, in its order. */
export function referenceSeries(
	question: Question,
	rows: Rows,
	clock: ReferenceClock,
	nowMs: number,
	{ looksAt, estimate }: Reference = builtIn(question.metric)
): Series[] {
	const { bucket, filter, groupBy } = question;
	const { fromMs, toMs } = rangeOf(question, clock, nowMs);
	const starts = [fromMs];
	if (bucket !== 'all')
		while (clock.after(starts.at(-1)!, bucket) < toMs) starts.push(clock.after(starts.at(-1)!, bucket));
	const seen = [...rows.feedback, ...rows.events].filter(
		(row) => row.atMs >= fromMs && row.atMs < toMs && looksAt(row) && filter.every((filter) => passes(row, filter))
	);
	const bucketsOf = (own: readonly Row[]) =>
		starts.map((start, index) => {
			const end = starts[index + 1] ?? toMs;
			const inside = own.filter(({ atMs }) => atMs >= start && atMs < end);
			return { start: new Date(start).toISOString(), ...estimate(inside) };
		});
	if (groupBy === undefined) return [{ group: null, buckets: bucketsOf(seen) }];
	const groups = grouped(seen, (row) => valuesOf(row, groupBy).map((value) => String(value ?? '')));
	const ranked = [...groups]
		.map(([group, own]) => ({ group, own, size: estimate(own).n }))
		.sort((a, b) => b.size - a.size || (a.group < b.group ? -1 : 1));
	const named: Series[] = ranked
		.slice(0, question.groups)
		.sort((a, b) => (a.group < b.group ? -1 : 1))
		.map(({ group, own }) => ({ group, buckets: bucketsOf(own) }));
	const rest = ranked.slice(question.groups).flatMap(({ own }) => own);
	return rest.length === 0 ? named : [...named, { group: null, other: true, buckets: bucketsOf(rest) }];
}

function grouped<Item>(items: readonly Item[], keysOf: (item: Item) => readonly string[]): Map<string, Item[]> {
	const groups = new Map<string, Item[]>();
	for (const item of items)
		for (const key of keysOf(item)) {
			const group = groups.get(key);
			if (group) group.push(item);
			else groups.set(key, [item]);
		}
	return groups;
}
