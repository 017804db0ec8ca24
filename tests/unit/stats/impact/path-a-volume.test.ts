import { describe, expect, it } from 'vitest';
import { afterVolumes, PATH_A_VOLUME_START, volumeFit, type Exposed } from '#lib/stats/impact/path-a-volume.ts';

type Pair = { older: Exposed; newer: Exposed };

const after = (buckets: readonly Pair[]) => buckets.reduce(afterVolumes, PATH_A_VOLUME_START);

const pair = (older: number, newer: number, exposure = 100): Pair => ({
	older: { events: older, exposure },
	newer: { events: newer, exposure }
});

describe('volumeFit', () => {
	it('is the weighted log ratio, with sampling as the least scatter', () => {
		const fit = volumeFit(after([pair(40, 60), pair(50, 66), pair(20, 30)]))!;
		const gaps = [60.5 / 40.5, 66.5 / 50.5, 30.5 / 20.5].map(Math.log);
		expect(fit.estimate).toBeCloseTo((gaps[0]! + gaps[1]! + gaps[2]!) / 3, 12);
		// Equal exposures: of 266 events half in each version, 133 · 133 / 266.
		expect(fit.information).toBeCloseTo(66.5, 9);
		expect(fit).toMatchObject({ df: 2, residuals: 2 });
	});

	it('widens with answers that scatter more', () => {
		const fit = volumeFit(after([pair(10, 90), pair(90, 10), pair(10, 90), pair(90, 10)]))!;
		expect(fit.residuals).toBeGreaterThan(50);
	});

	it('pools buckets until both versions expect ten events', () => {
		const small = pair(3, 3, 10);
		expect(after([small, small, small]).pairs).toBe(0);
		expect(after([small, small, small, small]).pairs).toBe(1);
	});

	it('does not mind the unit of exposure', () => {
		const days = [pair(40, 60), pair(50, 66), pair(20, 30)];
		const inHours = days.map(({ older, newer }) => ({
			older: { ...older, exposure: older.exposure * 24 },
			newer: { ...newer, exposure: newer.exposure * 24 }
		}));
		const [a, b] = [volumeFit(after(days))!, volumeFit(after(inHours))!];
		expect(b.estimate).toBeCloseTo(a.estimate, 12);
		expect(b.information).toBeCloseTo(a.information, 9);
	});

	it('has no estimate while one version has no exposure', () => {
		const alone = { older: { events: 50, exposure: 10 }, newer: { events: 0, exposure: 0 } };
		expect(volumeFit(after([alone, alone, alone]))).toBeNull();
	});
});
