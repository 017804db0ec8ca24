import { describe, expect, it } from 'vitest';
import type { Bucket, ImpactCell } from '#lib/stats/impact/cell.ts';
import { createImpact } from '#lib/stats/impact/create-impact.ts';
import type { Reading } from '#lib/stats/impact/reading.ts';
import { ALONE } from '#lib/stats/impact/verdict-of.ts';
import type { ImpactOutcome } from '#lib/stats/impact/verdict.ts';
import { codesOf, judged, simulatedCell } from '../../../fixtures/impact-cells.ts';

const PRE = 28 * 24;

const raised = (bucket: Bucket, by: number): Bucket => ({
	...bucket,
	sum: bucket.sum + by * bucket.n,
	sumsq: bucket.sumsq + 2 * by * bucket.sum + by ** 2 * bucket.n
});

/** A steady product with what `change` does to each hour since the release (before it: negative). */
function changed(
	change: (bucket: Bucket, since: number) => Bucket,
	differing: Partial<ImpactCell> = {},
	{ preHours = PRE, postHours = 96 } = {}
): ImpactCell {
	const cell = simulatedCell('iid', 41, { preHours, postHours });
	return { ...cell, buckets: cell.buckets.map((bucket, hour) => change(bucket, hour - preHours)), ...differing };
}

const outcome = (...given: Parameters<typeof changed>): ImpactOutcome => judged(changed(...given));
const same = (bucket: Bucket): Bucket => bucket;
const fallen = (bucket: Bucket, since: number): Bucket => (since >= 0 ? raised(bucket, -0.6) : bucket);

/** What a path A might say. */
const concurrent = (differing: Partial<Reading>): Reading => ({
	effect: 0.3,
	standardError: 0.02,
	logEvidence: 9,
	interval: () => ({ low: 0.2, high: 0.4 }),
	project: () => ({ radius: 0.1, standardError: 0.02 }),
	ready: true,
	before: { n: 900, value: 4 },
	after: { n: 900, value: 4.3 },
	reasons: [],
	...differing
});

describe('not identifiable', { timeout: 30_000 }, () => {
	it('is a release with less than 14 days before it', () => {
		const short = outcome(fallen, {}, { preHours: 13 * 24, postHours: 48 });
		expect(short).toMatchObject({ verdict: 'not-identifiable' });
		expect(short.reasons[0]).toMatchObject({ code: 'PRE_TOO_SHORT', values: { days: 13 } });
		expect(short.before.value).toBeCloseTo(4.07, 1);
		expect(short.after.n).toBeGreaterThan(0);
	});

	it('is a change that began a day before the release', () => {
		const cell = simulatedCell('ar6', 41, { preHours: PRE, postHours: 96 });
		const buckets = cell.buckets.map((bucket, hour) => (hour >= PRE - 24 ? raised(bucket, -0.4) : bucket));
		const early = judged({ ...cell, buckets });
		expect(early.verdict).toBe('not-identifiable');
		const reason = early.reasons.find(({ code }) => code === 'STEP_BEFORE')!;
		expect(reason.values.days).toBe(1);
	});

	it('is a mean that moves because satisfied people stay away', () => {
		const volumes = (high: number) => ({ volumes: { all: high + 4, low: 4, high } });
		const left = outcome((bucket, since) => ({ ...fallen(bucket, since), ...volumes(since >= 0 ? 5 : 16) }), {
			voluntary: true
		});
		expect(codesOf(left)).toContain('SELECTION');
		expect(left.verdict).toBe('not-identifiable');
	});

	it('is not, where a real fall brings more low answers', () => {
		const fell = outcome(
			(bucket, since) => ({
				...fallen(bucket, since),
				volumes: since >= 0 ? { all: 30, low: 14, high: 16 } : { all: 20, low: 4, high: 16 }
			}),
			{ voluntary: true }
		);
		expect(fell.verdict).toBe('regressed');
	});

	it('is a release five hours after another', () => {
		const near = outcome(fallen, { otherReleases: [{ version: '2.0', bucket: PRE - 5 }] });
		expect(near.reasons[0]).toMatchObject({ code: 'OVERLAP', names: ['2.0'] });
		expect(near.verdict).toBe('not-identifiable');
	});

	it('is an outcome that is missing for much of the time after', () => {
		const out = outcome((bucket, since) =>
			since >= 20 && since < 60 ? { ...bucket, n: 0, sum: 0, sumsq: 0 } : fallen(bucket, since)
		);
		expect(codesOf(out)).toContain('OUTAGE');
		expect(out.verdict).toBe('not-identifiable');
	});

	it('is what two paths disagree about', () => {
		const cell = changed(fallen);
		expect(codesOf(createImpact(cell, () => concurrent({})).judge(null, ALONE))).toContain('CONFLICT');
	});

	it.each(['SELF_SELECTED', 'SPLIT_BROKEN'] as const)('is what path A calls %s', (code) => {
		const path = () => concurrent({ ready: false, reasons: [{ code, values: {} }] });
		const said = createImpact(changed(fallen), path).judge(null, ALONE);
		expect(said).toMatchObject({ verdict: 'not-identifiable', reasons: [{ code }] });
	});
});

describe('too early', { timeout: 30_000 }, () => {
	it('is less than six hours or fifty answers', () => {
		expect(codesOf(outcome(fallen, {}, { preHours: PRE, postHours: 5 }))).toEqual(['TOO_FEW']);
	});

	it('is evidence that hangs on one stretch', () => {
		const burst = outcome((bucket, since) => (since >= 60 && since < 66 ? raised(bucket, -2.5) : bucket));
		expect(['improved', 'regressed']).not.toContain(burst.verdict);
	});

	it('says when it will be decided, or that it will not', () => {
		const waiting = outcome(
			(bucket, since) => (since >= 0 ? raised(bucket, 0.12) : bucket),
			{},
			{ preHours: PRE, postHours: 24 }
		);
		expect(waiting.verdict).toBe('too-early');
		expect(codesOf(waiting)).toContain('COLLECTING');
		expect(waiting.decidableAt ?? Infinity).toBeGreaterThan(24);
		expect(waiting.minimumDetectableEffect).toBeGreaterThan(waiting.finalDetectableEffect!);
	});

	it('is evidence that the board does not take for enough', () => {
		const cell = changed(
			(bucket, since) => (since >= 0 ? raised(bucket, 0.3) : bucket),
			{},
			{ preHours: PRE, postHours: 40 }
		);
		const alone = judged(cell);
		expect(alone.verdict).toBe('improved');
		const threshold = Math.exp(alone.logEvidence + 1);
		const among = judged(cell, { threshold, alpha: 0.05, cells: 12 });
		expect(among).toMatchObject({ verdict: 'too-early', signal: true });
		expect(among.reasons[0]).toMatchObject({ code: 'NOT_CONFIRMED', values: { cells: 12 } });
	});
});

describe('undecided', { timeout: 30_000 }, () => {
	it('is what 28 days do not settle', () => {
		const small = (bucket: Bucket): Bucket => ({
			...bucket,
			n: 1,
			sum: bucket.n > 18 ? 5 : 1,
			sumsq: bucket.n > 18 ? 25 : 1
		});
		const over = outcome(small, {}, { preHours: PRE, postHours: PRE });
		expect(over.verdict).toBe('undecided');
		expect(codesOf(over)).toContain('WINDOW_OVER');
	});
});

describe('a verdict', { timeout: 30_000 }, () => {
	it('is that nothing that matters changed, a day on', () => {
		expect(outcome(same, { minimumEffect: 0.5 })).toMatchObject({ verdict: 'no-meaningful-change' });
		expect(outcome(same, { minimumEffect: 0.5 }, { preHours: PRE, postHours: 23 }).verdict).toBe('too-early');
	});

	it('asks for twice the evidence after less than three weeks', () => {
		const weak = outcome(fallen, {}, { preHours: 15 * 24, postHours: 96 });
		expect(weak.threshold).toBe(40);
		expect(codesOf(weak)).toContain('WEAK_PRE');
	});

	it('stands at the old mix of segments where the mix moved', () => {
		const segments = [
			{ attribute: 'country', name: 'A' },
			{ attribute: 'country', name: 'B' }
		];
		const mixed = (bucket: Bucket, since: number): Bucket => {
			const n = since >= 0 ? 10 : 6;
			const [low, high] = [3.5, 4.5].map((mean, index) => {
				const count = index === 0 ? n : 20 - n;
				const wobble = mean + (bucket.sum / Math.max(1, bucket.n) - 4.07) * 0.5;
				return { n: count, sum: count * wobble, sumsq: count * (wobble ** 2 + 1) };
			});
			return { ...bucket, n: 20, sum: low!.sum + high!.sum, sumsq: low!.sumsq + high!.sumsq, segments: [low!, high!] };
		};
		const shifted = outcome(mixed, { segments });
		const reason = shifted.reasons.find(({ code }) => code === 'COMPOSITION')!;
		expect(reason.names).toEqual(['country']);
		expect(reason.values.raw).toBeCloseTo(-0.2, 1);
		expect(Math.abs(shifted.effect!)).toBeLessThan(0.1);
		expect(['improved', 'regressed']).not.toContain(shifted.verdict);
	});

	it('mentions that many more answer, where nobody knows who', () => {
		const more = outcome((bucket, since) => ({
			...fallen(bucket, since),
			volumes: since >= 0 ? { all: 40, low: 20, high: 20 } : { all: 20, low: 4, high: 16 }
		}));
		expect(codesOf(more)).toContain('VOLUME_CHANGED');
	});

	it('names the topic without which there is nothing', () => {
		const campaign = (bucket: Bucket, since: number): Bucket => {
			if (since < 0) return { ...bucket, topics: [{ n: 0, sum: 0, sumsq: 0 }] };
			const n = 10;
			return {
				...bucket,
				n: bucket.n + n,
				sum: bucket.sum + n,
				sumsq: bucket.sumsq + n,
				topics: [{ n, sum: n, sumsq: n }]
			};
		};
		const topics = [{ name: 'boycott', aboutProduct: true }];
		const told = outcome(campaign, { topics });
		expect(told.verdict).toBe('regressed');
		expect(told.reasons.find(({ code }) => code === 'TOPIC')!.names).toEqual(['boycott']);
		const foreign = outcome(campaign, { topics: [{ name: 'boycott', aboutProduct: false }] });
		expect(foreign.verdict).not.toBe('regressed');
	});

	it('says that a change came late', () => {
		const late = outcome(
			(bucket, since) => (since >= 72 ? raised(bucket, -0.6) : bucket),
			{ rollout: 'gradual' },
			{ preHours: PRE, postHours: 168 }
		);
		expect(late.verdict).toBe('regressed');
		expect(late.onset).toEqual({ shape: 'step', hours: 72 });
		expect(codesOf(late)).toContain('LATE_ONSET');
	});

	it('says that a change passed', () => {
		const passing = (bucket: Bucket, since: number): Bucket =>
			since >= 0 ? raised(bucket, -1.2 * Math.exp(-since / 96)) : bucket;
		const passed = outcome(passing, { rollout: 'gradual' }, { preHours: PRE, postHours: 336 });
		expect(passed.established!.verdict).toBe('regressed');
		expect(codesOf(passed)).toContain('SHORT_LIVED');
	});

	it('rests on path A where it can, with path B beside it', () => {
		const rose = changed((bucket, since) => (since >= 0 ? raised(bucket, 0.3) : bucket));
		const beside = createImpact(rose, () => concurrent({})).judge(null, ALONE);
		expect(beside).toMatchObject({ verdict: 'improved', path: 'concurrent', effect: 0.3 });
		expect(beside.paths.beforeAfter!.effect).toBeCloseTo(0.3, 0);
	});
});
