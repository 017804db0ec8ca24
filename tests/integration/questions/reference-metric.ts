import type { MetricDefinition } from '#lib/domain/metric-definition.ts';
import type { Filter } from '#lib/domain/question.ts';
import { SCALE_NAMES, SCALES } from '#lib/domain/scale.ts';
import {
	fieldOf,
	isFeedback,
	NONE,
	passes,
	share,
	volume,
	type Estimate,
	type Reference,
	type Row,
	type Rows
} from './reference-answer.ts';
import { studentEnds } from './reference-intervals.ts';

/** Metrics of a product's own once more: every row is looked at by itself, every rank is tried. */

const DAY = 86_400_000;
const HOUR = 3_600_000;

const all = (filters: readonly Filter[], row: Row) => filters.every((filter) => passes(row, filter));

function numberIn(row: Row, field: string): number | null {
	const value = fieldOf(row, field);
	if (value === null || value === '') return null;
	// As a database reads numbers, not as JavaScript does: `true` is none.
	const number = Number(value);
	return Number.isFinite(number) ? number : null;
}

function binomialAtMost(k: number, n: number, q: number): number {
	let sum = 0;
	let log = n * Math.log1p(-q);
	for (let i = 0; i <= k; i++) {
		sum += Math.exp(log);
		log += Math.log((n - i) / (i + 1)) + Math.log(q / (1 - q));
	}
	return sum;
}

function quantile(values: readonly number[], q: number): Estimate {
	const n = values.length;
	if (n === 0) return { n, ...NONE };
	const sorted = values.toSorted((a, b) => a - b);
	const place = (n - 1) * q;
	const [below, rest] = [Math.floor(place), place % 1];
	const value = rest === 0 ? sorted[below]! : sorted[below]! * (1 - rest) + sorted[below + 1]! * rest;
	const ranks = Array.from({ length: n }, (_, index) => index + 1);
	const low = ranks.findLast((rank) => binomialAtMost(rank - 1, n, q) <= 0.025);
	const high = ranks.find((rank) => 1 - binomialAtMost(rank - 1, n, q) <= 0.025);
	if (low === undefined || high === undefined) return { n, value, low: null, high: null };
	return { n, value, low: sorted[low - 1]!, high: sorted[high - 1]! };
}

function mean(values: readonly number[], { min, max }: { min: number; max: number }): Estimate {
	const n = values.length;
	if (n === 0) return { n, ...NONE };
	const value = values.toSorted((a, b) => a - b).reduce((sum, one) => sum + one, 0) / n;
	if (n === 1) return { n, value, low: null, high: null };
	const { low, high } = studentEnds(values);
	return { n, value, low: Math.max(min, low), high: Math.min(max, high) };
}

function scoresOf(where: readonly Filter[]): { min: number; max: number } {
	const named = where.find(({ field, op }) => field === 'scale' && ['=', 'in'].includes(op))?.value;
	const scales = SCALE_NAMES.filter((scale) => named === undefined || [named].flat().includes(scale));
	const known = scales.length > 0 ? scales : SCALE_NAMES;
	return {
		min: Math.min(...known.map((scale) => SCALES[scale].min)),
		max: Math.max(...known.map((scale) => SCALES[scale].max))
	};
}

const customersIn = (rows: readonly Row[]): string[] =>
	[...new Set(rows.map(({ customer }) => customer))].filter(Boolean);

/** Of those with rows, how many have one of `later` between `gap` and `within` after their first. */
function ahead(rows: readonly Row[], later: readonly Row[], gap: number, within: number): Estimate {
	const customers = customersIn(rows);
	const hits = customers.filter((customer) => {
		const first = Math.min(...rows.filter((row) => row.customer === customer).map(({ atMs }) => atMs));
		return later.some((row) => row.customer === customer && row.atMs >= first + gap && row.atMs <= first + within);
	});
	return share(hits.length, customers.length);
}

export function referenceMetric(definition: MetricDefinition, { feedback, events }: Rows, nowMs: number): Reference {
	const { where, over } = definition;
	const matches = (row: Row) => isFeedback(row) === (over === 'feedback') && all(where, row);
	const table: readonly Row[] = over === 'feedback' ? feedback : events;
	const hourMs = Math.floor(nowMs / HOUR) * HOUR;
	switch (definition.kind) {
		case 'count':
			return { looksAt: matches, estimate: (rows) => volume(rows.length) };
		case 'share':
			return {
				looksAt: matches,
				estimate: (rows) => share(rows.filter((row) => all(definition.of, row)).length, rows.length)
			};
		case 'mean':
		case 'quantile': {
			const { field } = definition;
			const valuesOf = (rows: readonly Row[]) => rows.map((row) => numberIn(row, field)!);
			const range = field === 'score' ? scoresOf(where) : { min: -Infinity, max: Infinity };
			return {
				looksAt: (row) => matches(row) && numberIn(row, field) !== null,
				estimate: (rows) =>
					definition.kind === 'mean' ? mean(valuesOf(rows), range) : quantile(valuesOf(rows), definition.q)
			};
		}
		case 'customers':
			return {
				looksAt: matches,
				estimate: (rows) => ({
					...{ n: rows.length, low: null, high: null },
					value: rows.length === 0 ? null : customersIn(rows).length
				})
			};
		case 'per-customer':
			return {
				looksAt: matches,
				estimate: (rows) => {
					const n = customersIn(rows).length;
					return { n, value: n === 0 ? null : rows.length / n, low: null, high: null };
				}
			};
		case 'conversion':
		case 'return-rate': {
			const within = definition.days * DAY;
			const isReturn = definition.kind === 'return-rate';
			const later = table.filter((row) => all(isReturn ? where : definition.then, row));
			return {
				looksAt: (row) => matches(row) && row.customer !== '' && row.atMs + within <= hourMs,
				estimate: (rows) => ahead(rows, later, isReturn ? DAY : 1, within)
			};
		}
	}
}
