import { describe, expect, it } from 'vitest';
import { metricNamed, type MetricName } from '#lib/domain/metric.ts';
import type { Release } from '#lib/domain/release.ts';
import {
	boardGroups,
	boardRows,
	firstClosed,
	judgedMetrics
} from '../../../src/routes/p/[slug]/releases/board-rows.ts';
import { boardSearch, HOME, readBoardView } from '../../../src/routes/p/[slug]/releases/board-view.ts';
import { english, facts } from '../charts/impact/facts.ts';

const DAY_MS = 86_400_000;
const nowMs = Date.parse('2026-11-20T00:00:00Z');

const release = (version: string, daysAgo: number): Release => ({
	version,
	at: new Date(nowMs - daysAgo * DAY_MS).toISOString(),
	...{ title: '', notes: '', url: '', assignment: 'everyone', rollout: 'instant', stages: [] }
});

const metric = (name: MetricName, weight: 'primary' | 'guardrail' | 'other' = 'other') => ({
	...metricNamed(name)!,
	weight
});
const metrics = [metric('feedback_volume'), metric('stars', 'primary'), metric('nps')];

const releases = [release('5.0', 2), release('4.0', 9), release('3.0', 20), release('2.0', 40), release('1.0', 90)];
const verdicts = new Map([
	['5.0', [facts('stars')]],
	['4.0', [facts('stars', { decidableMs: nowMs + DAY_MS })]],
	['3.0', [facts('stars', { verdict: 'regressed' }), facts('nps', { reasons: [{ code: 'NO_METHOD', message: '' }] })]],
	['2.0', [facts('stars', { verdict: 'improved' })]]
]);
const rows = boardRows({ releases, verdicts, nowMs });
const versions = (groups: ReturnType<typeof boardGroups>) =>
	groups.map(({ rows: some }) => some.map((row) => row.release.version));

describe('boardGroups', () => {
	const shown = { metrics, style: english, nowMs };
	it('begins with open releases by what needs a person, then the others by month', () => {
		const groups = boardGroups(rows, { sort: 'attention', verdict: null }, shown);
		expect(versions(groups)).toEqual([['3.0', '4.0', '5.0'], ['2.0'], ['1.0']]);
		expect(groups.map(({ name }) => name)).toEqual(['', 'Oct 2026', 'Aug 2026']);
	});
	it('lists all by month, newest first, when asked to', () =>
		expect(versions(boardGroups(rows, { sort: 'newest', verdict: null }, shown))).toEqual([
			['5.0', '4.0'],
			['3.0', '2.0'],
			['1.0']
		]));
	it('leaves out what has no such verdict', () =>
		expect(versions(boardGroups(rows, { sort: 'attention', verdict: 'improved' }, shown))).toEqual([['2.0']]));
});

describe('judgedMetrics', () => {
	it('puts first what counts most, and leaves out what was not or cannot be judged', () =>
		expect(judgedMetrics(rows, metrics).map(({ name }) => name)).toEqual(['stars']));
});

describe('firstClosed', () => {
	it('shows every open release and only so many others', () => {
		const groups = boardGroups(rows, { sort: 'attention', verdict: null }, { metrics, style: english, nowMs });
		expect(firstClosed(groups, 1)).toMatchObject({ left: 1 });
		expect(versions(firstClosed(groups, 1).groups)).toEqual([['3.0', '4.0', '5.0'], ['2.0']]);
	});
});

describe('the address of the board', () => {
	it('says a view and is read as the same', () => {
		const view = { sort: 'newest', verdict: 'regressed', metrics: ['stars', 'nps'], closed: 120 } as const;
		expect(readBoardView(new URLSearchParams(boardSearch(view)))).toEqual(view);
	});
	it('takes what it cannot read for nothing', () =>
		expect(readBoardView(new URLSearchParams('sort=up&verdict=great&closed=-3'))).toEqual(HOME));
});
