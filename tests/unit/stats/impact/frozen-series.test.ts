import { describe, expect, it } from 'vitest';
import { createImpact } from '#lib/stats/impact/create-impact.ts';
import { ALONE } from '#lib/stats/impact/verdict-of.ts';
import reference from '../../../fixtures/impact-reference.json';
import { hourlyCell, parted, starBucket } from '../../../fixtures/impact-cells.ts';

type At = { est: number; lo: number; hi: number; logE0: number };

// An independent implementation of the same method; tolerances are the reference's own.
describe('frozen series', { timeout: 60_000 }, () => {
	it.each(reference.frozen_series.series)('$family, seed $seed, agrees with the prototype', (series) => {
		const counts = {
			n: Float64Array.from(series.n),
			sum: Float64Array.from(series.sum),
			sumsq: Float64Array.from(series.sumsq)
		};
		const { before, after } = parted(
			hourlyCell(
				series.n.map((_, hour) => starBucket(counts, hour)),
				series.T0
			)
		);
		const impact = createImpact(before);
		const { first_detection_hour: first, ...prototype } = series.prototype;
		after.forEach((bucket, index) => {
			impact.push(bucket);
			const at: At | undefined = (prototype as Record<string, At>)[`${index + 1}h`];
			if (!at) return;
			const half = (at.hi - at.lo) / 2;
			const { effect, low, high, logEvidence } = impact.judge(null, ALONE).paths.beforeAfter!;
			expect(Math.abs(effect - at.est)).toBeLessThan(0.15 * half);
			expect(Math.abs(low! - at.lo)).toBeLessThan(0.25 * half);
			expect(Math.abs(high! - at.hi)).toBeLessThan(0.25 * half);
			expect(Math.abs(logEvidence - at.logE0)).toBeLessThan(Math.max(0.5, 0.1 * Math.abs(at.logE0)));
		});
		const reached = impact.history().findIndex((evidence, index) => index + 1 >= 6 && evidence >= Math.log(20));
		expect(reached < 0 ? null : reached + 1).toBe(first);
	});
});
