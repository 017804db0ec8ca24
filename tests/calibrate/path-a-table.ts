import { boardDecisions } from '#lib/stats/impact/board.ts';
import { afterBucket, PATH_A_START, pathAEvidence } from '#lib/stats/impact/path-a.ts';
import { ADOPTER_GAPS } from '../fixtures/impact-simulation-adoption.ts';
import { SPLITS, splitHours } from '../fixtures/impact-simulation-concurrent.ts';
import { EVENT_SPLITS } from '../fixtures/impact-simulation-events.ts';
import {
	adoptionRun,
	brokenAt,
	eventRun,
	MINIMUM_STARS,
	pooledSplitRun,
	splitRun,
	STARS,
	type Run
} from './path-a-runs.ts';
import { medianOf, seedsFrom, shareOf } from './seeds.ts';

/** One figure beside its bar. */
export type Bar = { name: string; wanted: string; measured: number; holds: boolean; note?: string };

/** `usual`: what the naive figure compares with, if anything. */
export type RunRow = { name: string; runs: Run[]; usual: string | null };

export const atMost = (name: string, measured: number, limit: number): Bar => ({
	name,
	wanted: `≤ ${limit}`,
	measured,
	holds: measured <= limit
});
export const atLeast = (name: string, measured: number, limit: number): Bar => ({
	name,
	wanted: `≥ ${limit}`,
	measured,
	holds: measured >= limit
});

export const declared = (runs: readonly Run[]): number => shareOf(runs, ({ declaredAt }) => declaredAt !== null);
export const covered = (runs: readonly Run[]): number => shareOf(runs, (run) => run.covered);
export const medianHours = (runs: readonly Run[]): number | null => medianOf(runs.map(({ declaredAt }) => declaredAt));

type SplitName = keyof typeof SPLITS;
type EventName = keyof typeof EVENT_SPLITS;
type GapName = keyof typeof ADOPTER_GAPS;

export const splitRuns = (name: SplitName, lift: number, seeds: readonly number[]): Run[] =>
	seeds.map((seed) => splitRun(SPLITS[name], seed, lift));
export const pooledRuns = (name: SplitName, lift: number, seeds: readonly number[]): Run[] =>
	seeds.map((seed) => pooledSplitRun(SPLITS[name], seed, lift));
export const eventRuns = (name: EventName, lift: number, seeds: readonly number[]): Run[] =>
	seeds.map((seed) => eventRun(EVENT_SPLITS[name], seed, lift));
export const adoptionRuns = (name: GapName, lift: number, seeds: readonly number[]): Run[] =>
	seeds.map((seed) => adoptionRun(ADOPTER_GAPS[name], seed, { lift }));

/** One board of twelve cells side by side, looked at every hour: three have an effect of 0.3 stars. */
export function boardRun(seed: number, weights: readonly number[] = new Array<number>(12).fill(1)) {
	const cells = weights.map((weight, cell) => {
		const lift = cell < 3 ? 0.3 : 0;
		let path = PATH_A_START;
		const evidence = splitHours(SPLITS.canary, seed * 100 + cell, { lift }).map((hour) => {
			path = afterBucket(path, STARS, [hour]);
			const seen = pathAEvidence(path, STARS, MINIMUM_STARS);
			return seen?.ready ? seen.decisive : -Infinity;
		});
		return { weight, evidence };
	});
	const namedAt = (hour: number): boolean[] =>
		boardDecisions(cells.map(({ weight, evidence }) => ({ weight, logEvidence: evidence[hour] ?? -Infinity }))).map(
			({ selected }) => selected
		);
	const falsely = (named: readonly boolean[]): number =>
		named.filter((is, cell) => is && cell >= 3).length / Math.max(1, named.filter(Boolean).length);
	const end = namedAt(335);
	const firstFalse = Array.from({ length: 336 }, (_, hour) => namedAt(hour)).find((named) => falsely(named) > 0);
	return {
		falseShare: falsely(end),
		firstFalseShare: firstFalse ? falsely(firstFalse) : 0,
		found: end.filter((is, cell) => is && cell < 3).length / 3,
		uncorrected: cells.some(({ evidence }, cell) => cell >= 3 && evidence.some((log) => log >= Math.log(20)))
	};
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Every bar of path A with its figure, and the runs behind them. `scale` below 1 takes fewer series, for a quick look. */
export function pathAFigures(scale = 1): { rows: RunRow[]; bars: Bar[] } {
	const count = (full: number): number => Math.max(2, Math.round(full * scale));
	const rows: RunRow[] = [];
	const kept = (name: string, usual: string | null, runs: Run[]): Run[] => {
		rows.push({ name, runs, usual });
		return runs;
	};
	const bars: Bar[] = [];
	for (const name of Object.keys(SPLITS) as SplitName[]) {
		const runs = kept(`${name}, no effect`, 'Welch’s t', splitRuns(name, 0, seedsFrom(7000, count(400))));
		bars.push(atMost(`${name}: false verdicts`, declared(runs), name === 'cluster' ? 0.05 : 0.04));
		bars.push(atLeast(`${name}: interval holds the truth at every look`, covered(runs), 0.95));
	}
	for (const [name, lift, least] of [
		['fifty', 0.1, 0.65],
		['fifty', 0.2, 0.98],
		['ramp', 0.2, 0.95],
		['canary', 0.2, 0.85]
	] as const) {
		const runs = kept(`${name}, ${lift} stars`, 'Welch’s t', splitRuns(name, lift, seedsFrom(7000, count(150))));
		bars.push(atLeast(`${name}, ${lift} stars: found`, declared(runs), least));
		bars.push(atLeast(`${name}, ${lift} stars: interval holds the truth`, covered(runs), 0.95));
		bars.push(
			atMost(
				`${name}, ${lift} stars: wrong direction`,
				shareOf(runs, ({ wrong }) => wrong),
				0.01
			)
		);
	}
	for (const name of ['fifty', 'tiny', 'ramp', 'canary'] as const) {
		const title = `${name} in buckets of 5 minutes`;
		const runs = kept(`${title}, no effect`, null, pooledRuns(name, 0, seedsFrom(7000, count(400))));
		bars.push(atMost(`${title}: false verdicts`, declared(runs), 0.04));
		bars.push(atLeast(`${title}: interval holds the truth at every look`, covered(runs), 0.95));
	}
	for (const [name, lift, least] of [
		['fifty', 0.2, 0.98],
		['ramp', 0.2, 0.95],
		['canary', 0.2, 0.85]
	] as const) {
		const runs = kept(
			`${name} in buckets of 5 minutes, ${lift} stars`,
			null,
			pooledRuns(name, lift, seedsFrom(7000, count(150)))
		);
		bars.push(atLeast(`${name} in buckets of 5 minutes, ${lift} stars: found`, declared(runs), least));
	}
	for (const name of Object.keys(EVENT_SPLITS) as EventName[]) {
		const runs = kept(`volume ${name}, no effect`, 'Poisson z', eventRuns(name, 0, seedsFrom(9000, count(400))));
		bars.push(atMost(`volume ${name}: false verdicts`, declared(runs), 0.04));
		bars.push(atLeast(`volume ${name}: interval holds the truth at every look`, covered(runs), 0.95));
	}
	for (const [name, lift, least] of [
		['fifty', 0.15, 0.95],
		['ramp', 0.15, 0.95],
		['canary', 0.15, 0.65],
		['few', 0.3, 0.85]
	] as const) {
		const runs = kept(
			`volume ${name}, +${lift * 100} %`,
			'Poisson z',
			eventRuns(name, lift, seedsFrom(11_000, count(150)))
		);
		bars.push(atLeast(`volume ${name}, +${lift * 100} %: found`, declared(runs), least));
		bars.push(atLeast(`volume ${name}, +${lift * 100} %: interval holds the truth`, covered(runs), 0.95));
	}
	for (const name of Object.keys(ADOPTER_GAPS) as GapName[]) {
		const none = kept(
			`adopters’ gap ${name}, no effect`,
			'path A as if random',
			adoptionRuns(name, 0, seedsFrom(13_000, count(400)))
		);
		bars.push(atMost(`adopters’ gap ${name}: false verdicts`, declared(none), 0.05));
		const some = kept(
			`adopters’ gap ${name}, 0.2 stars`,
			'path A as if random',
			adoptionRuns(name, 0.2, seedsFrom(14_000, count(150)))
		);
		bars.push(atLeast(`adopters’ gap ${name}, 0.2 stars: found`, declared(some), 0.75));
	}
	return { rows, bars: [...bars, ...splitCheckBars(count), ...boardBars(count)] };
}

function splitCheckBars(count: (full: number) => number): Bar[] {
	const broken = (planned: number, actual: number, first: number, full: number, rate: number, hours: number): number =>
		shareOf(seedsFrom(first, count(full)), (seed) => brokenAt(planned, actual, seed, { rate, hours }) !== null);
	const [few, many] = [200, 400];
	return [
		atMost('correct split called broken within 14 days', broken(0.5, 0.5, 15_000, 1000, few, 336), 0.005),
		{
			...atLeast(
				'50 % planned, 52 % real, 200 answers an hour: found within 3 days',
				broken(0.5, 0.52, 17_000, 400, few, 72),
				0.95
			),
			note: 'no test can at level 1/1000: a single look after 3 days finds 93 %'
		},
		{
			...atLeast(
				'5 % planned, 6 % real, 200 answers an hour: found within 3 days',
				broken(0.05, 0.06, 18_000, 400, few, 72),
				0.95
			),
			note: 'a single look after 3 days finds 98 %, looking every hour costs the rest'
		},
		atLeast(
			'50 % planned, 52 % real, 200 answers an hour of each: found within 3 days',
			broken(0.5, 0.52, 17_000, 400, many, 72),
			0.95
		),
		atLeast(
			'5 % planned, 6 % real, 400 answers an hour: found within 3 days',
			broken(0.05, 0.06, 18_000, 400, many, 72),
			0.95
		),
		atLeast(
			'50 % planned, 52 % real, 200 answers an hour: found within 14 days',
			broken(0.5, 0.52, 17_000, 400, few, 336),
			0.95
		),
		atLeast(
			'5 % planned, 6 % real, 200 answers an hour: found within 14 days',
			broken(0.05, 0.06, 18_000, 400, few, 336),
			0.95
		)
	];
}

function boardBars(count: (full: number) => number): Bar[] {
	const boards = seedsFrom(190, count(100)).map((seed) => boardRun(seed));
	return [
		atMost('board of 12: false share at day 14', mean(boards.map(({ falseShare }) => falseShare)), 0.05),
		atMost('board of 12: false share when one is first named', mean(boards.map((b) => b.firstFalseShare)), 0.05),
		atLeast('board of 12: effects found', mean(boards.map(({ found }) => found)), 0.8),
		{
			name: 'board of 12: boards with a false verdict if nothing were corrected',
			wanted: 'to compare',
			measured: shareOf(boards, ({ uncorrected }) => uncorrected),
			holds: true
		}
	];
}
