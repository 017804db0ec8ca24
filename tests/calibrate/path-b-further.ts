import { atLeast, atMost, type Bar } from './path-a-table.ts';
import {
	declaredWithinHours,
	incidentCell,
	mixRun,
	outageRun,
	seriesBoard,
	unchangedAt
} from './path-b-further-runs.ts';
import { seriesRun, starRun, type SeriesRun } from './path-b-runs.ts';
import { medianOf, seedsFrom, shareOf } from './seeds.ts';
import { speedBars } from './speed.ts';
import type { Family } from '../fixtures/impact-simulation-series.ts';

/** Some bars from the same series. */
type Check = Readonly<{ name: string; first: number; count: number; bars: (seeds: readonly number[]) => Bar[] }>;

const is = (hour: number | null): boolean => hour !== null;

const withinHours = (family: Family): Check => ({
	name: `${family}, nothing happens, four looks an hour`,
	first: 21_000,
	count: 120,
	bars: (seeds) => [
		atMost(
			'declared',
			shareOf(seeds, (seed) => declaredWithinHours(family, seed)),
			0.05
		)
	]
});

const incident = (family: Family): Check => ({
	name: `${family}, a star lower for six hours within 200 h of the release`,
	first: 22_000,
	count: 100,
	bars: (seeds) => {
		const runs = seeds.map((seed) => seriesRun(incidentCell(family, seed, 1), 0, { gates: true }));
		return [
			{
				...atMost(
					'declared by the evidence alone',
					shareOf(runs, (run) => is(run.declaredAt)),
					1
				),
				wanted: 'to compare'
			},
			atMost(
				'declared past the gates',
				shareOf(runs, (run) => is(run.gatedAt)),
				0.1
			)
		];
	}
});

const gateCost = (family: Family, lift: number): Check => ({
	name: `${family}, ${lift} stars: power that the timing and burst gates cost`,
	first: 9000,
	count: 100,
	bars: (seeds) => {
		const runs = seeds.map((seed) => starRun(family, seed, { lift }, { gates: true }));
		const lost = shareOf(runs, (run) => is(run.declaredAt)) - shareOf(runs, (run) => is(run.gatedAt));
		return [atMost('found without less found with', lost, 0.03)];
	}
});

/** The effect begins 72 hours after a gradual release. */
const late: Check = {
	name: 'season, gradual, 0.3 stars beginning 72 h late',
	first: 9000,
	count: 100,
	bars: (seeds) => {
		const differing = { rollout: 'gradual', releaseAt: 1008 - 72 } as const;
		const plan = { lift: 0.3, postHours: 336 - 72 };
		const runs = seeds.map((seed): SeriesRun => starRun('season', seed, plan, { differing }));
		return [
			atLeast(
				'found within 14 d',
				shareOf(runs, (run) => is(run.declaredAt)),
				0.95
			),
			atMost('median hours', medianOf(runs.map(({ declaredAt }) => declaredAt)) ?? Infinity, 140)
		];
	}
};

const unchanged = (family: Family, rate: number, margin: number): Check[] => [
	{
		name: `${family}, ${rate} answers an hour, nothing happens, margin ${margin}`,
		first: 23_000,
		count: 60,
		bars: (seeds) => [
			atLeast(
				'“no meaningful change” within 28 d',
				shareOf(seeds, (seed) => is(unchangedAt(family, seed, margin, { rate }))),
				0.9
			)
		]
	},
	{
		name: `${family}, ${rate} answers an hour, an effect as large as the margin ${margin}`,
		first: 24_000,
		count: 60,
		bars: (seeds) => {
			const liftOf = (seed: number) => (seed % 2 === 0 ? margin : -margin);
			const said = (seed: number) => unchangedAt(family, seed, margin, { rate, lift: liftOf(seed) });
			return [
				atMost(
					'“no meaningful change” at any look, every 6 h',
					shareOf(seeds, (seed) => is(said(seed))),
					0.05
				)
			];
		}
	}
];

const CHECKS: readonly Check[] = [
	...(['iid', 'ar6'] as const).map(withinHours),
	...(['season', 'ar6'] as const).map(incident),
	gateCost('season', 0.25),
	gateCost('ar6', 0.4),
	gateCost('all', 0.25),
	late,
	...unchanged('iid', 200, 0.1),
	...unchanged('season', 200, 0.1),
	...unchanged('season', 20, 0.3),
	...unchanged('ar6', 20, 0.3),
	{
		name: 'one segment from 30 to 50 % of the answers, 0.8 stars apart',
		first: 25_000,
		count: 60,
		bars: (seeds) => {
			const still = seeds.map((seed) => mixRun(seed, 0));
			const hidden = seeds.map((seed) => mixRun(seed + 1000, -0.25));
			return [
				atMost(
					'nothing happens: declared',
					shareOf(still, ({ declared }) => declared),
					0.08
				),
				atLeast(
					'nothing happens: COMPOSITION',
					shareOf(still, ({ told }) => told),
					0.95
				),
				atLeast(
					'a fall of 0.25 that the mix hides: declared',
					shareOf(hidden, ({ declared }) => declared),
					0.9
				)
			];
		}
	},
	{
		name: 'volume, 2 % of the answers arrive for a while after the release',
		first: 27_000,
		count: 60,
		bars: (seeds) => {
			const short = seeds.map((seed) => outageRun(seed, 30));
			const long = seeds.map((seed) => outageRun(seed + 1000, 120));
			return [
				atMost(
					'30 h: declared',
					shareOf(short, ({ declared }) => declared),
					0.1
				),
				atLeast(
					'120 h: OUTAGE',
					shareOf(long, ({ told }) => told),
					1
				)
			];
		}
	},
	{
		name: 'board of 12 before/after cells, three with 0.3 stars',
		first: 290,
		count: 40,
		bars: (seeds) => {
			const boards = seeds.map(seriesBoard);
			const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
			return [
				atMost('false share at day 14', mean(boards.map(({ falseShare }) => falseShare)), 0.05),
				atMost('false share when one is first named', mean(boards.map((board) => board.firstFalseShare)), 0.05),
				atLeast('effects found', mean(boards.map(({ found }) => found)), 0.8)
			];
		}
	},
	{ name: 'speed, processor time', first: 6, count: 1, bars: () => speedBars() }
];

/** Bars of before/after beyond false positives, power and coverage; `only` takes the checks whose name begins so. */
export function pathBFurtherReport(scale: number, only: string | undefined, progress: (line: string) => void) {
	const rows: string[] = [];
	const missed: Bar[] = [];
	for (const { name, first, count, bars } of CHECKS.filter((check) => check.name.startsWith(only ?? ''))) {
		const seeds = seedsFrom(first, Math.min(count, Math.max(4, Math.round(count * scale))));
		for (const bar of bars(seeds)) {
			const cells = [name, bar.name, `${seeds.length} from ${first}`, bar.wanted, bar.measured.toFixed(3)];
			rows.push(`| ${[...cells, bar.holds ? 'holds' : '**does not hold**'].join(' | ')} |`);
			progress(rows.at(-1) ?? '');
			if (!bar.holds) missed.push({ ...bar, name: `${name}: ${bar.name}` });
		}
	}
	const head = ['| what | figure | seeds | bar | measured | |', '| --- | --- | --- | --- | --- | --- |'];
	return { lines: [...head, ...rows], missed };
}
