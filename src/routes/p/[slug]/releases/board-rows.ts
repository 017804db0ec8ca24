import { effectKind } from '#lib/charts/impact/effect-format.ts';
import { effectScale, type EffectScale } from '#lib/charts/impact/effect-scale.ts';
import type { VerdictFacts } from '#lib/charts/impact/verdict-facts.ts';
import type { ProductMetric } from '#lib/domain/metric-settings.ts';
import type { Release } from '#lib/domain/release.ts';
import type { TimeStyle } from '#lib/ui/time-format.ts';
import { byMonth } from './by-month.ts';

/** A release with its verdicts by metric; `day` of its window, 0 before it began. */
export type BoardRow = Readonly<{
	release: Release;
	cells: ReadonlyMap<string, VerdictFacts>;
	isOpen: boolean;
	day: number;
}>;

/** `open` has no name of its own: its verdicts may still change. */
export type BoardGroup = Readonly<{ name: string; isOpen: boolean; rows: readonly BoardRow[] }>;

export type Column = Readonly<{ metric: ProductMetric; scale: EffectScale }>;

export const WINDOW_DAYS = 28;
const DAY_MS = 86_400_000;

const WEIGHTS = { primary: 3, guardrail: 2, other: 1 } as const;

/** How much a cell calls for a person: what got worse and counts, then what improved, then what is nearly decided. */
export function cellAttention(facts: VerdictFacts, weight: ProductMetric['weight'], nowMs: number): number {
	const counts = WEIGHTS[weight];
	if (facts.verdict === 'regressed') return 60 + 10 * counts;
	if (facts.verdict === 'improved') return 40 + counts;
	if (facts.signalOf !== null) return 35 + counts;
	if (facts.decidableMs !== null) return 30 - Math.min(20, Math.max(0, (facts.decidableMs - nowMs) / DAY_MS));
	if (facts.verdict === 'not-identifiable') return 8;
	return facts.verdict === 'too-early' ? 6 : 4;
}

function rowAttention(
	{ cells }: BoardRow,
	weights: ReadonlyMap<string, ProductMetric['weight']>,
	nowMs: number
): number {
	const each = [...cells].map(([metric, facts]) => cellAttention(facts, weights.get(metric) ?? 'other', nowMs));
	return Math.max(0, ...each);
}

type Known = Readonly<{
	releases: readonly Release[];
	/** By version. */
	verdicts: ReadonlyMap<string, readonly VerdictFacts[]>;
	nowMs: number;
}>;

/** Every release with what is known of it, in the order of the list. */
export const boardRows = ({ releases, verdicts, nowMs }: Known): BoardRow[] =>
	releases.map((release) => {
		const age = (nowMs - Date.parse(release.at)) / DAY_MS;
		return {
			release,
			cells: new Map((verdicts.get(release.version) ?? []).map((facts) => [facts.metric.name, facts])),
			isOpen: age >= 0 && age < WINDOW_DAYS,
			day: Math.min(WINDOW_DAYS, Math.max(0, Math.ceil(age)))
		};
	});

/** Releases that the board judges, in the order in which somebody waits for them: open windows, then the newest of the others. */
export function judgedHere(rows: readonly BoardRow[], { closed, nowMs }: { closed: number; nowMs: number }): string[] {
	const begun = rows.filter(({ release }) => Date.parse(release.at) <= nowMs);
	const over = begun.filter(({ isOpen }) => !isOpen);
	return [...begun.filter(({ isOpen }) => isOpen), ...over.slice(0, closed)].map(({ release }) => release.version);
}

export type Shown = Readonly<{ sort: 'attention' | 'newest'; verdict: VerdictFacts['verdict'] | null }>;

/** Open releases first, by what needs a person; the others by their month. `newest`: all by month. */
export function boardGroups(
	rows: readonly BoardRow[],
	{ sort, verdict }: Shown,
	{ metrics, style, nowMs }: { metrics: readonly ProductMetric[]; style: TimeStyle; nowMs: number }
): BoardGroup[] {
	const fitting = rows.filter(
		({ cells }) => verdict === null || [...cells.values()].some((facts) => facts.verdict === verdict)
	);
	const weights = new Map(metrics.map(({ name, weight }) => [name, weight]));
	const open = sort === 'newest' ? [] : fitting.filter(({ isOpen }) => isOpen);
	const byVersion = new Map(fitting.map((row) => [row.release.version, row]));
	const closed = fitting.filter((row) => !open.includes(row)).map(({ release }) => release);
	const months = byMonth(closed, style).map(({ name, releases }) => ({
		name,
		isOpen: false,
		rows: releases.flatMap(({ version }) => byVersion.get(version) ?? [])
	}));
	if (open.length === 0) return months;
	const pressing = [...open].sort(
		(one, other) => rowAttention(other, weights, nowMs) - rowAttention(one, weights, nowMs)
	);
	return [{ name: '', isOpen: true, rows: pressing }, ...months];
}

/** More columns than this leave no room for an interval. */
export const MOST_COLUMNS = 4;

/** Metrics that any release was judged by, those that count most first. */
export function judgedMetrics(rows: readonly BoardRow[], metrics: readonly ProductMetric[]): ProductMetric[] {
	const judged = new Set(
		rows
			.flatMap(({ cells }) =>
				[...cells.values()].filter(({ reasons }) => !reasons.some(({ code }) => code === 'NO_METHOD'))
			)
			.map(({ metric }) => metric.name)
	);
	return metrics
		.filter(({ name }) => judged.has(name))
		.sort((one, other) => WEIGHTS[other.weight] - WEIGHTS[one.weight]);
}

/** One scale a column, so that its cells compare. */
export const boardColumns = (rows: readonly BoardRow[], metrics: readonly ProductMetric[]): Column[] =>
	metrics.map((metric) => ({
		metric,
		scale: effectScale(
			effectKind(metric.name, metric.unit),
			rows.flatMap(({ cells }) => cells.get(metric.name) ?? [])
		)
	}));

/** The groups with at most so many releases whose window is over, and how many are left out. */
export function firstClosed(groups: readonly BoardGroup[], most: number): { groups: BoardGroup[]; left: number } {
	let room = most;
	let left = 0;
	const shown = groups.map((group) => {
		if (group.isOpen) return group;
		const rows = group.rows.slice(0, room);
		room -= rows.length;
		left += group.rows.length - rows.length;
		return { ...group, rows };
	});
	return { groups: shown.filter(({ rows }) => rows.length > 0), left };
}
