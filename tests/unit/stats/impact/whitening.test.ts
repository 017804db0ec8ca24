import { describe, expect, it } from 'vitest';
import { averagedEstimate, averagedInterval, averagedLogEvidence } from '#lib/stats/impact/averaged-evidence.ts';
import { evidenceRadius, logEvidence } from '#lib/stats/impact/e-process.ts';
import { leastSquares } from '#lib/stats/impact/least-squares.ts';
import { type Row, valuesOf, Whitening } from '#lib/stats/impact/whitening.ts';
import { simulationRandom } from '../../../fixtures/impact-simulation.ts';
import reference from '../../../fixtures/impact-reference.json';

const entry = <Input, Expected>(id: string): { input: Input; expected: Expected } => {
	const found = reference.unit.find((unit) => unit.id === id)!;
	return found as unknown as { input: Input; expected: Expected };
};

const waves = (t: number, period: number, count: number): number[] =>
	Array.from({ length: count }, (_, k) => (2 * Math.PI * (k + 1) * t) / period).flatMap((angle) => [
		Math.cos(angle),
		Math.sin(angle)
	]);

describe('whitening and least squares', () => {
	// numpy 1.24.2, scipy 1.10.1 and statsmodels 0.13.5: dense covariance, no filter.
	it('give what a dense generalised least squares gives, averaged over noise models', () => {
		type Hyper = { phi: number; r: number; rs: number; slope: number; lp: number };
		type Input = Record<'T0' | 'n_ref' | 'center' | 'scale' | 'slow_tau', number> &
			Record<'y' | 'n' | 'g', number[]> & { hyper: Hyper[] };
		type Per = Record<'logdetV' | 'logdetA' | 'I' | 'theta' | 'rss0' | 'rss1' | 'nu0' | 'lc', number>;
		type Expected = Record<'logE0' | 'logE0_kappa_1_2' | 'est' | 'se', number> &
			Record<'cs' | 'cs_kappa_1_2', [number, number]> & { per_hyper: Per[] };
		const { input, expected } = entry<Input, Expected>('before_after_mixture');
		const layout = { flat: 7, nuisance: 8, shapes: 1 };
		const rows = input.y.map((y, t): Row => {
			const nuisance = Float64Array.from([1, ...waves(t, 7, 3), t / input.T0 - 0.5]);
			const variance = input.n[t]! > 0 ? input.n_ref / input.n[t]! : null;
			return { nuisance, outcome: (y - input.center) / input.scale, variance };
		});
		const readings = input.hyper.map(({ phi, r, rs, slope, lp }, index) => {
			const model = { phi, fast: r, slow: rs, logPrior: lp };
			const whitening = new Whitening(model, layout, Math.exp(-1 / input.slow_tau));
			rows.forEach((row, t) => whitening.push(row, Float64Array.of(t >= input.T0 ? 1 : 0)));
			const precision = new Float64Array(8);
			precision[7] = 1 / slope ** 2;
			const solution = leastSquares(whitening, layout, precision);
			const [fit] = solution.shapes;
			const per = expected.per_hyper[index]!;
			const residuals = solution.residuals - fit!.estimate ** 2 * fit!.information;
			const logWeight = lp - 0.5 * solution.logDeterminant - 0.5 * whitening.logVariance - Math.log(slope);
			expect(whitening.logVariance).toBeCloseTo(per.logdetV, 9);
			expect(solution.logDeterminant).toBeCloseTo(per.logdetA, 9);
			expect(fit!.information).toBeCloseTo(per.I, 9);
			expect(fit!.estimate).toBeCloseTo(per.theta, 9);
			expect(solution.residuals).toBeCloseTo(per.rss0, 9);
			expect(residuals).toBeCloseTo(per.rss1, 9);
			expect(solution.df).toBe(per.nu0);
			expect(logWeight).toBeCloseTo(per.lc, 9);
			return { df: solution.df, model: { ...fit!, point: index, logWeight, residuals, precision: input.g[index]! } };
		});
		const fit = { models: readings.map(({ model }) => model), df: readings[0]!.df, kappa: 1 };
		const { estimate, standardError } = averagedEstimate(fit);
		expect(averagedLogEvidence(fit)).toBeCloseTo(expected.logE0, 9);
		expect(estimate * input.scale).toBeCloseTo(expected.est, 9);
		expect(standardError * input.scale).toBeCloseTo(expected.se, 9);
		const ends = (kappa: number) => {
			const { low, high } = averagedInterval({ ...fit, kappa }, Math.log(20));
			return [low! * input.scale, high! * input.scale];
		};
		expect(ends(1)[0]).toBeCloseTo(expected.cs[0], 6);
		expect(ends(1)[1]).toBeCloseTo(expected.cs[1], 6);
		expect(averagedLogEvidence({ ...fit, kappa: 1.2 })).toBeCloseTo(expected.logE0_kappa_1_2, 9);
		expect(ends(1.2)[0]).toBeCloseTo(expected.cs_kappa_1_2[0], 6);
		expect(ends(1.2)[1]).toBeCloseTo(expected.cs_kappa_1_2[1], 6);
	});

	// R 4.2.2, nlme 3.1.162: gls with corAR1 fixed.
	it('give what nlme gives for an autoregression of known correlation', () => {
		type Input = { y: number[]; phi: number; period: number; K: number; step_index: number };
		const { input, expected } = entry<Input, Record<'theta' | 'se' | 'sigma', number>>('gls_ar1_step');
		const layout = { flat: 12, nuisance: 12, shapes: 1 };
		const whitening = new Whitening({ phi: input.phi, fast: 1, slow: 0, logPrior: 0 }, layout, 0.5);
		input.y.forEach((y, t) => {
			const nuisance = Float64Array.from([1, t / input.step_index - 0.5, ...waves(t, input.period, input.K)]);
			whitening.push({ nuisance, outcome: y, variance: 0 }, Float64Array.of(t >= input.step_index ? 1 : 0));
		});
		const { shapes, residuals, df } = leastSquares(whitening, layout, new Float64Array(12));
		const { estimate, information } = shapes[0]!;
		const sigma = Math.sqrt((residuals - estimate ** 2 * information) / (df - 1));
		expect(estimate).toBeCloseTo(expected.theta, 6);
		expect(sigma).toBeCloseTo(expected.sigma, 6);
		expect(sigma / Math.sqrt(information)).toBeCloseTo(expected.se, 6);
	});

	// statsmodels 0.13.5: UnobservedComponents(irregular, autoregressive=1).loglike.
	it('give the likelihood of an autoregression seen through noise, with gaps', () => {
		type Input = Record<'sigma2_irregular' | 'sigma2_ar_innovation' | 'phi', number> & { y: number[] };
		const { input, expected } = entry<Input, { loglik: number }>('kalman_ar1_plus_noise_loglik');
		const { phi, sigma2_irregular: noise, sigma2_ar_innovation: innovation } = input;
		const model = { phi, fast: innovation / (1 - phi ** 2) / noise, slow: 0, logPrior: 0 };
		const whitening = new Whitening(model, { flat: 0, nuisance: 0, shapes: 0 }, 0.5);
		const missing = new Set([7, 8, 30]);
		input.y.forEach((y, t) => {
			const row = { nuisance: new Float64Array(0), outcome: y, variance: missing.has(t) ? null : 1 };
			whitening.push(row, new Float64Array(0));
		});
		const { observed, logVariance, own } = whitening;
		const constants = observed * (Math.log(2 * Math.PI) + Math.log(noise));
		expect(-0.5 * (constants + logVariance + own[0]! / noise)).toBeCloseTo(expected.loglik, 6);
	});

	// R 4.2.2 lm with avlm 0.1.0.
	it('give the anytime-valid t of the Nile', () => {
		type Input = { y: number[]; step_index: number; g: number; alpha: number[] };
		const { input, expected } = entry<Input, { theta: number; I: number; logE: number; cs_radius: number[] }>(
			'anytime_valid_t_step'
		);
		const layout = { flat: 1, nuisance: 1, shapes: 1 };
		const whitening = new Whitening({ phi: 0, fast: 0, slow: 0, logPrior: 0 }, layout, 0.5);
		input.y.forEach((y, t) => {
			const step = Float64Array.of(t >= input.step_index ? 1 : 0);
			whitening.push({ nuisance: Float64Array.of(1), outcome: y, variance: 1 }, step);
		});
		const solution = leastSquares(whitening, layout, new Float64Array(1));
		const fit = solution.shapes[0]!;
		const residuals = solution.residuals - fit.estimate ** 2 * fit.information;
		expect(fit.estimate).toBeCloseTo(expected.theta, 8);
		expect(fit.information).toBeCloseTo(expected.I, 8);
		expect(logEvidence({ ...fit, residuals, df: solution.df - 1 }, input.g)).toBeCloseTo(expected.logE, 8);
		input.alpha.forEach((alpha, index) =>
			expect(evidenceRadius({ ...fit, residuals, df: solution.df - 1 }, input.g, alpha)).toBeCloseTo(
				expected.cs_radius[index]!,
				7
			)
		);
	});

	it('are the same to the last bit for many buckets at once and for one after the other', () => {
		const random = simulationRandom(61_000);
		const layout = { flat: 3, nuisance: 4, shapes: 2 };
		const rows = Array.from({ length: 203 }, (_, t): Row => {
			const nuisance = Float64Array.from([1, random.normal(), t % 7 === 0 ? 1 : 0, t / 100 - 0.5]);
			return { nuisance, outcome: random.normal(), variance: t % 11 === 0 ? null : 0.5 + random.uniform() };
		});
		for (const model of [
			{ phi: 0.6, fast: 1.6, slow: 0.03, logPrior: 0 },
			{ phi: 0, fast: 0, slow: 0, logPrior: 0 }
		]) {
			const [whole, single] = [new Whitening(model, layout, 0.99), new Whitening(model, layout, 0.99)];
			const none = new Float64Array(2);
			whole.pushAll(rows.map((row) => ({ values: valuesOf(row, none), variance: row.variance })));
			for (const row of rows) single.push(row, none);
			for (const part of ['cross', 'own', 'withOutcome', 'fast', 'slow', 'logVariance', 'observed'] as const)
				expect(whole[part]).toEqual(single[part]);
		}
	});

	it('leave out a column that repeats another', () => {
		const layout = { flat: 2, nuisance: 2, shapes: 1 };
		const whitening = new Whitening({ phi: 0, fast: 0, slow: 0, logPrior: 0 }, layout, 0.5);
		for (let t = 0; t < 20; t++)
			whitening.push(
				{ nuisance: Float64Array.of(1, 2), outcome: t % 3, variance: 1 },
				Float64Array.of(t >= 10 ? 1 : 0)
			);
		const { df, shapes } = leastSquares(whitening, layout, new Float64Array(2));
		expect(df).toBe(19);
		expect(shapes[0]!.information).toBeCloseTo(5, 10);
	});
});

// avlm 0.1.0, z_radius.
describe('evidenceRadius', () => {
	it('becomes the normal mixture as the degrees of freedom grow', () => {
		type Input = { g: number; I: number; alpha: number }[];
		const { input, expected } = entry<Input, { z: number[] }>('normal_mixture_z_radius');
		input.forEach(({ g, I, alpha }, index) => {
			const radius = evidenceRadius({ information: I, residuals: 1e8, df: 1e8 }, g, alpha);
			expect(radius * Math.sqrt(I)).toBeCloseTo(expected.z[index]!, 5);
		});
	});
});
