import { describe, expect, it } from 'vitest';
import reference from '../../../fixtures/impact-reference.json';
import { simulationRandom, STAR_SD, starSharesOf } from '../../../fixtures/impact-simulation.ts';
import { SPLITS, splitHours } from '../../../fixtures/impact-simulation-concurrent.ts';
import { FAMILIES, starSeries, type Disturbance, type Family } from '../../../fixtures/impact-simulation-series.ts';
import { volumeSeries } from '../../../fixtures/impact-simulation-volume.ts';

type Given = {
	rng: (seed: number) => { u: () => number; norm: () => number; pois: (mean: number) => number };
	probsFor: (mean: number) => number[];
	FAMILIES: Record<string, Disturbance>;
	series: (
		family: string,
		seed: number,
		plan?: { pre?: number; post?: number; rate?: number; lift?: number }
	) => Record<'n' | 'sum' | 'ss' | 'pn' | 'ps', Float64Array> & { pre: number; N: number; prevT: number };
};

/** The generator as the reference gives it. */
const given = new Function(
	`${reference.simulation.generator_js.replaceAll('export ', '')}; return { rng, probsFor, FAMILIES, series };`
)() as Given;

const families = Object.keys(FAMILIES) as Family[];

describe('the simulation', () => {
	it('draws the bits of the given generator', () => {
		const [own, theirs] = [simulationRandom(7000), given.rng(7000)];
		for (let draw = 0; draw < 500; draw++) {
			expect(own.uniform()).toBe(theirs.u());
			expect(own.normal()).toBe(theirs.norm());
			expect(own.poisson(draw / 5)).toBe(theirs.pois(draw / 5));
		}
	});

	it('tilts stars as the given generator', () => {
		for (const mean of [0.5, 1.05, 2.71, 4, 4.2, 4.95, 6]) expect(starSharesOf(mean)).toEqual(given.probsFor(mean));
	});

	it('knows the given families', () => expect(FAMILIES).toEqual(given.FAMILIES));

	it.each(families)('makes the bits of the given series of %s', (family) => {
		for (const seed of [5000, 9003]) {
			const plan = { rate: 7 + (seed % 5), lift: seed / 20_000 };
			const own = starSeries(FAMILIES[family], seed, { ...plan, preHours: 500, postHours: 100 });
			const theirs = given.series(family, seed, { ...plan, pre: 500, post: 100 });
			expect(own).toEqual({
				n: theirs.n,
				sum: theirs.sum,
				sumsq: theirs.ss,
				quarterN: theirs.pn,
				quarterSum: theirs.ps,
				releaseAt: theirs.pre,
				hours: theirs.N,
				earlierReleaseAt: theirs.prevT < 0 ? null : theirs.prevT
			});
		}
	});

	it.each(reference.frozen_series.series)('makes the frozen series of seed $seed, $family', (frozen) => {
		const own = starSeries(FAMILIES[frozen.family as Family], frozen.seed, {
			preHours: frozen.T0,
			lift: frozen.true_lift
		});
		expect(Array.from(own.n)).toEqual(frozen.n);
		expect(Array.from(own.sum)).toEqual(frozen.sum);
		expect(Array.from(own.sumsq)).toEqual(frozen.sumsq);
	});

	it('splits answers between versions as asked', () => {
		const count = (hours: ReturnType<typeof splitHours>, version: 'older' | 'newer') =>
			hours.reduce((sum, hour) => sum + hour[version].reduce((a, b) => a + b), 0);
		const canary = splitHours(SPLITS.canary, 7000);
		const fewer = count(canary, 'newer');
		expect(fewer / (fewer + count(canary, 'older'))).toBeCloseTo(0.05, 2);
		expect(splitHours(SPLITS.cluster, 7000).every(({ older }) => older.every((n) => n % 3 === 0))).toBe(true);
		expect(splitHours(SPLITS.ramp, 7000)).toEqual(splitHours(SPLITS.ramp, 7000));
	});

	it('has a volume that rises by what it should', () => {
		const mean = (values: Float64Array) => values.reduce((a, b) => a + b) / values.length;
		const week = 168;
		const ratio =
			mean(volumeSeries(400, { lift: 0.3 }).slice(1008 + week)) / mean(volumeSeries(400).slice(1008 + week));
		expect(ratio).toBeGreaterThan(1.27);
		expect(ratio).toBeLessThan(1.33);
		expect(STAR_SD).toBeCloseTo(1.15, 2);
	});
});
