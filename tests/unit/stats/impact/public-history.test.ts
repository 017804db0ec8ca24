import { describe, expect, it } from 'vitest';
import { averagedEstimate, averagedInterval, averagedLogEvidence } from '#lib/stats/impact/averaged-evidence.ts';
import { mixturePrecision } from '#lib/stats/impact/e-process.ts';
import { copyBank, emptyBank, prunedBank, pushBank, readBank, shapeFit } from '#lib/stats/impact/step-model.ts';
import type { Row } from '#lib/stats/impact/whitening.ts';
import reference from '../../../fixtures/impact-reference.json';

type Design = { variance: number; harmonics: number; slowMonths: number; target: number; negligible: number };
type Month = { month: number; logEvidence: number; low: number; high: number; effect: number };

/** What is said after each of `window` periods since `stepAt`. */
function monthly(values: readonly number[], stepAt: number, window: number, design: Design): Month[] {
	const unit = Math.sqrt(design.variance);
	const flat = 1 + 2 * design.harmonics;
	const layout = { flat, nuisance: flat + 1, shapes: 1 };
	const before = values.slice(0, stepAt);
	const centre = before.reduce((sum, value) => sum + value, 0) / stepAt;
	const rowOf = (t: number): Row => {
		const waves = Array.from({ length: design.harmonics }, (_, k) => (2 * Math.PI * (k + 1) * t) / 12);
		const columns = [1, ...waves.flatMap((angle) => [Math.cos(angle), Math.sin(angle)]), t / stepAt - 0.5];
		return { nuisance: Float64Array.from(columns), outcome: ((values[t] ?? 0) - centre) / unit, variance: 1 };
	};
	const full = emptyBank({ layout, slowLag: Math.exp(-1 / design.slowMonths), stepPrecision: 1 });
	before.forEach((_, t) => pushBank(full, rowOf(t), Float64Array.of(0)));
	const bank = prunedBank(full, design.negligible);
	const future = copyBank(bank);
	for (let t = stepAt; t < stepAt + design.target; t++) pushBank(future, rowOf(t), Float64Array.of(1));
	const precisions = readBank(future).map(({ solution }) =>
		Float64Array.of(mixturePrecision(solution.shapes[0]!.information))
	);
	return values.slice(stepAt, stepAt + window).map((_, since) => {
		pushBank(bank, rowOf(stepAt + since), Float64Array.of(1));
		const fit = shapeFit(readBank(bank), 0, precisions, 1)!;
		const { low, high } = averagedInterval(fit, Math.log(20));
		return {
			month: since + 1,
			logEvidence: averagedLogEvidence(fit),
			effect: averagedEstimate(fit).estimate * unit,
			low: (low ?? -Infinity) * unit,
			high: (high ?? Infinity) * unit
		};
	});
}

const SEATBELTS = { variance: 0.006, harmonics: 5, slowMonths: 24, target: 6, negligible: 0.002 };
const LAW = 169;
/** Log of the monthly counts. */
const logged = (counts: readonly number[]) => counts.map((count) => Math.log(count));
const series = {
	drivers: logged(reference.public_history.series.drivers),
	front: logged(reference.public_history.series.front),
	rear: logged(reference.public_history.series.rear)
};

// Harvey & Durbin (1986), JRSS-A 149:187-227: drivers −23 %, front seat −30 %, rear seat +3 %.
describe('the seat belt law of February 1983', { timeout: 60_000 }, () => {
	it.each([
		{ seat: 'drivers', from: -0.27, to: -0.19 },
		{ seat: 'front', from: -0.36, to: -0.26 }
	] as const)('saved $seat, established within three months', ({ seat, from, to }) => {
		const months = monthly(series[seat], LAW, 23, SEATBELTS);
		const { effect, high } = months.at(-1)!;
		expect(effect).toBeGreaterThan(from);
		expect(effect).toBeLessThan(to);
		expect(high).toBeLessThan(0);
		expect(months.find(({ logEvidence }) => logEvidence >= Math.log(20))!.month).toBeLessThanOrEqual(3);
	});

	it('did nothing that shows for the rear seat', () => {
		const { effect, low, high } = monthly(series.rear, LAW, 23, SEATBELTS).at(-1)!;
		expect(effect).toBeGreaterThan(-0.06);
		expect(effect).toBeLessThan(0.12);
		expect(low).toBeLessThan(0);
		expect(high).toBeGreaterThan(0);
	});

	it('has no more than one of 27 placebo laws beside it', () => {
		const { dates, window_months: window } = reference.public_history.bars.placebo;
		const seen = Object.values(series).flatMap((values) =>
			dates.map((at) => monthly(values, at, window, SEATBELTS).some(({ logEvidence }) => logEvidence >= Math.log(20)))
		);
		expect(seen).toHaveLength(27);
		expect(seen.filter((flagged) => flagged).length).toBeLessThanOrEqual(1);
	});
});

describe('the Nile at Aswan', () => {
	it('fell in 1899, whatever drift is allowed for', () => {
		const nile = reference.unit.find(({ id }) => id === 'anytime_valid_t_step')!.input as { y: number[] };
		const years = monthly(nile.y, 28, 72, {
			variance: 15000,
			harmonics: 0,
			slowMonths: 24,
			target: 6,
			negligible: 0.002
		});
		const { effect, low, high } = years.at(-1)!;
		expect(high).toBeLessThan(0);
		expect(low).toBeLessThan(effect);
		expect(Math.abs(effect + 255)).toBeLessThan(40);
	});
});
