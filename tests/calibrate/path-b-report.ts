import type { Family, SeriesPlan } from '../fixtures/impact-simulation-series.ts';
import { atLeast, atMost, type Bar } from './path-a-table.ts';
import { type SeriesRun, starRun, volumeRun } from './path-b-runs.ts';
import { medianOf, seedsFrom, shareOf } from './seeds.ts';

/** One line of the table: a family of series, how many, and what is asked of them. */
type Line = {
	name: string;
	first: number;
	count: number;
	run: (seed: number) => SeriesRun;
	/** Whether the timing and burst gates are asked too. */
	isGated?: boolean;
	bars: (runs: readonly SeriesRun[], name: string) => Bar[];
};

const declared = (runs: readonly SeriesRun[]): number => shareOf(runs, ({ declaredAt }) => declaredAt !== null);
const gated = (runs: readonly SeriesRun[]): number => shareOf(runs, ({ gatedAt }) => gatedAt !== null);
const covered = (runs: readonly SeriesRun[]): number => shareOf(runs, (run) => run.covered);
const hours = (runs: readonly SeriesRun[]): number =>
	medianOf(runs.flatMap(({ declaredAt }) => declaredAt ?? [])) ?? Infinity;

const CORE = ['iid', 'ar3', 'ar6', 'season', 'trend', 'over', 'all'] as const;

const quiet = (family: Family, most: number, least: number, plan: SeriesPlan = {}, first = 5000): Line => ({
	name: `${family}, nothing happens${plan.preHours ? `, ${plan.preHours / 24} d before` : ''}`,
	first,
	count: 400,
	run: (seed) => starRun(family, seed, plan),
	bars: (runs, name) => [
		atMost(`${name}: declared`, declared(runs), most),
		atLeast(`${name}: interval right`, covered(runs), least)
	]
});

const effect = (family: Family, lift: number, least: number, latest: number): Line => ({
	name: `${family}, ${lift} stars`,
	first: 9000,
	count: 100,
	run: (seed) => starRun(family, seed, { lift }),
	bars: (runs, name) => [
		atLeast(`${name}: found`, declared(runs), least),
		atMost(`${name}: median hours`, hours(runs), latest),
		atMost(
			`${name}: wrong sign`,
			shareOf(runs, ({ wrong }) => wrong),
			0.01
		)
	]
});

const volume = (lift: number, bars: Line['bars']): Line => ({
	name: lift === 0 ? 'volume, nothing happens' : `volume, +${100 * lift} %`,
	first: 400,
	count: 150,
	run: (seed) => volumeRun(seed, { lift }),
	bars
});

/** A step that lies before the release. */
const before = (family: Family, hoursBefore: number, most: number): Line => ({
	name: `${family}, 0.4 stars ${hoursBefore} h before the release`,
	first: 8000,
	count: 60,
	isGated: true,
	run: (seed) => {
		const releaseAt = 1008 + hoursBefore;
		const plan = { lift: 0.4, postHours: 336 + hoursBefore };
		return { ...starRun(family, seed, plan, { gates: true, differing: { releaseAt } }), covered: true };
	},
	bars: (runs, name) => [atMost(`${name}: declared past the gates`, gated(runs), most)]
});

const gradual = (family: Family, lift: number, bars: Line['bars']): Line => ({
	name: lift === 0 ? `${family}, gradual, nothing happens` : `${family}, gradual, ${lift} stars`,
	first: lift === 0 ? 7000 : 9000,
	count: 100,
	run: (seed) => starRun(family, seed, { lift }, { differing: { rollout: 'gradual' } }),
	bars
});

/** Every family of path B with its bars. */
export const LINES: readonly Line[] = [
	...CORE.map((family) => quiet(family, 0.05, 0.95)),
	quiet('drift', 0.06, 0.92),
	quiet('rw', 0.08, 0.92),
	quiet('prevpub', 0.05, 0.95),
	...[14, 21, 28, 90].flatMap((days) =>
		(['ar6', 'all'] as const).map((family) => ({
			...quiet(family, 0.06, 0.92, { preHours: 24 * days }, 12000),
			count: 150
		}))
	),
	volume(0, (runs, name) => [atMost(`${name}: declared`, declared(runs), 0.06)]),
	effect('iid', 0.1, 0.62, 135),
	effect('iid', 0.2, 0.95, 30),
	effect('season', 0.2, 0.9, 52),
	effect('ar3', 0.2, 0.85, 90),
	effect('ar6', 0.25, 0.8, 100),
	effect('ar6', 0.4, 0.93, 36),
	effect('all', 0.25, 0.68, 105),
	effect('all', 0.4, 0.87, 36),
	effect('prevpub', 0.2, 0.93, 55),
	volume(0.15, (runs, name) => [atLeast(`${name}: found`, declared(runs), 0.7)]),
	volume(0.3, (runs, name) => [atLeast(`${name}: found`, declared(runs), 0.92)]),
	before('season', 72, 0.03),
	before('ar6', 72, 0.03),
	before('ar6', 24, 0.25),
	gradual('season', 0, (runs, name) => [atMost(`${name}: declared`, declared(runs), 0.04)]),
	gradual('ar6', 0, (runs, name) => [atMost(`${name}: declared`, declared(runs), 0.04)]),
	gradual('season', 0.2, (runs, name) => [
		atLeast(`${name}: found`, declared(runs), 0.82),
		atMost(`${name}: median hours`, hours(runs), 80)
	])
];

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** One line of the table. */
function tableLine({ name, isGated = false }: Line, runs: readonly SeriesRun[]): string {
	const middle = medianOf(runs.map(({ halfWidth }) => halfWidth));
	const median = hours(runs);
	const naive = percent(shareOf(runs, ({ naiveAt }) => naiveAt !== null));
	const past = isGated ? ` (${percent(gated(runs))} past the gates)` : '';
	const cells = [
		name,
		runs.length,
		name.startsWith('volume') ? '–' : naive,
		`${percent(declared(runs))}${past}`,
		Number.isFinite(median) ? `${median} h` : '–',
		isGated ? '–' : percent(covered(runs)),
		middle?.toFixed(3) ?? '–'
	];
	return `| ${cells.join(' | ')} |`;
}

/** Path B's part of the calibration page; `scale` below 1 takes fewer seeds. Tells `progress` after each line. */
export function pathBReport(
	scale: number,
	progress: (line: string) => void,
	lines: readonly Line[] = LINES
): { lines: string[]; missed: Bar[] } {
	const rows: string[] = [];
	const bars: Bar[] = [];
	for (const line of lines) {
		const { name, first, count, run, bars: barsOf } = line;
		const runs = seedsFrom(first, Math.max(4, Math.round(count * scale))).map(run);
		const row = tableLine(line, runs);
		progress(row);
		rows.push(row);
		bars.push(...barsOf(runs, name));
	}
	const missed = bars.filter(({ holds }) => !holds);
	const report = [
		'| series | number | Welch t, peeked | declared | half of those by | interval right at every look | half width, day 7 |',
		'| --- | --- | --- | --- | --- | --- | --- |',
		...rows,
		'',
		`${bars.length - missed.length} of ${bars.length} bars hold.`,
		...missed.map(
			({ name, wanted, measured }) => `- **does not hold**: ${name} ${wanted}, measured ${measured.toFixed(3)}`
		)
	];
	return { lines: report, missed };
}
