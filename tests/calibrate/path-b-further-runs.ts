import type { Bucket, ImpactCell, Moments } from '#lib/stats/impact/cell.ts';
import { boardDecisions } from '#lib/stats/impact/board.ts';
import { createImpact } from '#lib/stats/impact/create-impact.ts';
import { createSeries } from '#lib/stats/impact/series.ts';
import { ALONE } from '#lib/stats/impact/verdict-of.ts';
import type { ImpactOutcome } from '#lib/stats/impact/verdict.ts';
import { clockAt, codesOf, hourlyCell, parted, simulatedCell } from '../fixtures/impact-cells.ts';
import { FAMILIES, starSeries, type Family, type SeriesPlan } from '../fixtures/impact-simulation-series.ts';
import { volumeSeries } from '../fixtures/impact-simulation-volume.ts';
import { drawnStar, simulationRandom, starSharesOf, type Random } from '../fixtures/impact-simulation.ts';

const LINE = Math.log(20);
const FIRST_LOOK = 6;

/** Whether a direction is declared at any of four looks an hour: after a quarter, half, three quarters and all of it. */
export function declaredWithinHours(family: Family, seed: number): boolean {
	const stars = starSeries(FAMILIES[family], seed, {});
	const { before, after } = parted(simulatedCell(family, seed));
	const series = createSeries(before);
	return after.some((bucket, index) => {
		const hour = stars.releaseAt + index;
		const isEarly = index + 1 < FIRST_LOOK;
		const parts = [0, 1, 2].map((quarter): Bucket => {
			const at = 3 * hour + quarter;
			return { ...bucket, n: stars.quarterN[at] ?? 0, sum: stars.quarterSum[at] ?? 0 };
		});
		const within = !isEarly && parts.some((open) => series.look(open).logEvidence >= LINE);
		return series.push(bucket).logEvidence >= LINE && !isEarly ? true : within;
	});
}

/** A cell whose mean dips for six hours, anywhere within 200 hours of the release, and that is all. */
export function incidentCell(family: Family, seed: number, depth: number): ImpactCell {
	const cell = simulatedCell(family, seed);
	const start = cell.releaseAt + Math.floor(simulationRandom(seed + 500_000).uniform() * 400) - 200;
	const buckets = cell.buckets.map((bucket, hour) =>
		hour < start || hour >= start + 6
			? bucket
			: {
					...bucket,
					sum: bucket.sum - depth * bucket.n,
					sumsq: bucket.sumsq - 2 * depth * bucket.sum + depth ** 2 * bucket.n
				}
	);
	return { ...cell, buckets };
}

/** Hours between two looks where all of a verdict is asked for. */
const EVERY = 6;

/** What is said every six hours. */
function* verdictsOf(cell: ImpactCell): Generator<ImpactOutcome> {
	const { before, after } = parted(cell);
	const impact = createImpact(before);
	for (const [index, bucket] of after.entries()) {
		impact.push(bucket);
		if ((index + 1) % EVERY === 0) yield impact.judge(null, ALONE);
	}
}

const isDirection = ({ verdict }: ImpactOutcome): boolean => verdict === 'improved' || verdict === 'regressed';

/** The hour at which "no meaningful change" is said first; `null` when never in 28 days. */
export function unchangedAt(family: Family, seed: number, minimumEffect: number, plan: SeriesPlan): number | null {
	const cell = simulatedCell(family, seed, { postHours: 672, ...plan }, { minimumEffect });
	let hour = 0;
	for (const { verdict } of verdictsOf(cell)) {
		hour += EVERY;
		if (verdict === 'no-meaningful-change') return hour;
	}
	return null;
}

const NOBODY: Moments = { n: 0, sum: 0, sumsq: 0 };

function segmentHour(random: Random, rate: number, mean: number): Moments {
	const shares = starSharesOf(mean);
	return Array.from({ length: random.poisson(rate) }, () => drawnStar(shares, random)).reduce(
		({ n, sum, sumsq }, star) => ({ n: n + 1, sum: sum + star, sumsq: sumsq + star ** 2 }),
		NOBODY
	);
}

/** Two segments 0.8 stars apart of which one goes from 30 to 50 % of the answers at the release. */
export function mixCell(seed: number, lift: number, { isMoving = true } = {}): ImpactCell {
	const random = simulationRandom(seed);
	const [preHours, postHours, rate] = [1008, 336, 20];
	const buckets = Array.from({ length: preHours + postHours }, (_, hour): Bucket => {
		const isAfter = hour >= preHours;
		const share = isAfter && isMoving ? 0.5 : 0.3;
		const given = isAfter ? lift : 0;
		const parts = [
			segmentHour(random, rate * (1 - share), 3.6 + given),
			segmentHour(random, rate * share, 4.4 + given)
		];
		const [first = NOBODY, second = NOBODY] = parts;
		const all = { n: first.n + second.n, sum: first.sum + second.sum, sumsq: first.sumsq + second.sumsq };
		return { ...all, ...clockAt(hour), segments: parts };
	});
	const segments = ['a', 'b'].map((name) => ({ attribute: 'country', name }));
	return hourlyCell(buckets, preHours, { segments });
}

/** Whether a direction was ever said of a mix that moved, and whether it was told that the mix did. */
export function mixRun(seed: number, lift: number): { declared: boolean; told: boolean } {
	const said = [...verdictsOf(mixCell(seed, lift))];
	const last = said.at(-1);
	return { declared: said.some(isDirection), told: last !== undefined && codesOf(last).includes('COMPOSITION') };
}

/** A volume of which for so many hours after the release hardly anything arrives. */
export function outageRun(seed: number, hours: number): { declared: boolean; told: boolean } {
	const counts = volumeSeries(seed);
	const random = simulationRandom(seed + 500_000);
	const start = 1008 + 12 + Math.floor(random.uniform() * (336 - 12 - hours));
	const buckets = Array.from(counts, (count, hour): Bucket => {
		const n = hour >= start && hour < start + hours ? Math.round(0.02 * count) : count;
		return { n, sum: 0, sumsq: 0, ...clockAt(hour), sources: [n] };
	});
	const cell = hourlyCell(buckets, 1008, { kind: 'volume', minimumEffect: 0.05, sources: ['reviews'] });
	const said = [...verdictsOf(cell)];
	const last = said.at(-1);
	return { declared: said.some(isDirection), told: last !== undefined && codesOf(last).includes('OUTAGE') };
}

/** A board of twelve cells before/after, three of which have an effect of 0.3 stars, looked at every hour. */
export function seriesBoard(seed: number) {
	const cells = Array.from({ length: 12 }, (_, cell) => {
		const { before, after } = parted(simulatedCell('season', seed * 100 + cell, { lift: cell < 3 ? 0.3 : 0 }));
		const series = createSeries(before);
		for (const bucket of after) series.push(bucket);
		return series.history();
	});
	const namedAt = (hour: number) =>
		boardDecisions(cells.map((log) => ({ weight: 1, logEvidence: log[hour] ?? 0 }))).map(({ selected }) => selected);
	const falsely = (named: readonly boolean[]) =>
		named.filter((is, cell) => is && cell >= 3).length / Math.max(1, named.filter(Boolean).length);
	const end = namedAt(335);
	const hours = Array.from({ length: 336 - FIRST_LOOK }, (_, hour) => namedAt(hour + FIRST_LOOK));
	return {
		falseShare: falsely(end),
		firstFalseShare: falsely(hours.find((named) => falsely(named) > 0) ?? []),
		found: end.filter((is, cell) => is && cell < 3).length / 3
	};
}
