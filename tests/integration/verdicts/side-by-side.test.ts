import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FeedbackRow } from '#lib/domain/feedback.ts';
import type { Release } from '#lib/domain/release.ts';
import { createChanges } from '#lib/server/changes/create-changes.ts';
import { insertProduct } from '#lib/server/metadata/products.ts';
import { upsertRelease } from '#lib/server/metadata/releases.ts';
import { createFitter } from '#lib/server/verdicts/create-fitter.ts';
import { createVerdicts } from '#lib/server/verdicts/create-verdicts.ts';
import { createRandom } from '../../fixtures/random.ts';
import { openVerdictHome } from './verdict-home.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const RELEASED = Date.UTC(2026, 5, 10, 9, 17);
const BEGIN = RELEASED - 22 * DAY;
const NOW = RELEASED + 9 * DAY;

const random = createRandom();
let home: Awaited<ReturnType<typeof openVerdictHome>>;
beforeAll(async () => {
	home = await openVerdictHome();
});
const fitter = createFitter();
afterAll(async () => {
	await fitter.stop();
	await home.close();
});

/** Eight answers an hour; since the release half of them are of the new version, and worse. */
const rows = Array.from({ length: ((NOW - BEGIN) / HOUR) * 8 }, (_, index): FeedbackRow => {
	const atMs = BEGIN + index * (HOUR / 8);
	const isNew = atMs >= RELEASED && random.chance(0.5);
	return {
		...{ id: `a${index}`, ownId: true, atMs, scale: 'stars', version: isNew ? '2.0' : '1.0' },
		...{ score: random.chance(isNew ? 0.3 : 0.8) ? 4 + random.below(2) : 1 + random.below(3) },
		...{ text: '', customer: '', lang: '', channel: '', attributes: [] }
	};
});

async function starsOf(release: Partial<Pick<Release, 'assignment' | 'rollout' | 'stages'>>) {
	const { database, alone } = home.metadata;
	const slug = `p${random.below(1e9)}`;
	const product = (await insertProduct(database, { slug, name: 'P', timezone: 'UTC' }))!;
	const { stages = [], ...rest } = release;
	await upsertRelease(database, product.number, {
		version: '2.0',
		at: new Date(RELEASED),
		...rest,
		stages: [...stages]
	});
	await home.store.insert(product.number, { feedback: rows });
	const { clickhouse } = home.store;
	const verdicts = createVerdicts({ clickhouse, database, alone, changes: createChanges(), fitter, now: () => NOW });
	const { judged, verdicts: said } = (await verdicts.impact(product, '2.0'))!;
	const stars = said.find(({ metric }) => metric === 'stars')!;
	const outcome = judged.find(({ metric }) => metric.name === 'stars')!.judged!.outcome;
	return { stars, codes: stars.reasons.map(({ code }) => code), paths: outcome.paths };
}

const stage = (share: number, afterMs = 0) => ({ at: new Date(RELEASED + afterMs).toISOString(), share });

describe('versions side by side', { timeout: 120_000 }, () => {
	it(`are compared where chance decides who gets which, seed ${random.seed}`, async () => {
		const { stars, paths } = await starsOf({ assignment: 'random', stages: [stage(0.5)] });
		expect(stars).toMatchObject({ path: 'concurrent', verdict: 'regressed' });
		expect(stars.effect).toBeLessThan(-0.8);
		// Half of the answers changed: what all of them did is half as much.
		expect(paths.beforeAfter!.effect).toBeLessThan(0);
	});

	it('say nothing where the shares are not those that were planned', async () => {
		const { stars, codes } = await starsOf({ assignment: 'random', stages: [stage(0.2)] });
		expect(stars.verdict).toBe('not-identifiable');
		expect(codes).toContain('SPLIT_BROKEN');
		const ramp = await starsOf({ assignment: 'random', stages: [stage(0.45), stage(0.55, 4.5 * DAY)] });
		expect(ramp.codes).not.toContain('SPLIT_BROKEN');
		const wrong = await starsOf({ assignment: 'random', stages: [stage(0.05), stage(0.25, 3 * DAY)] });
		expect(wrong.codes).toContain('SPLIT_BROKEN');
	});

	it('are not compared where people choose one after another: then times are', async () => {
		const { stars, codes, paths } = await starsOf({ assignment: 'self-selected', rollout: 'gradual' });
		expect(stars).toMatchObject({ path: 'before-after', verdict: 'regressed' });
		expect(codes).not.toContain('SELF_SELECTED');
		expect(paths.concurrent).toBeNull();
	});

	it('say of themselves that people chose, where everybody could at once', async () => {
		const { stars, codes } = await starsOf({ assignment: 'self-selected', rollout: 'instant' });
		expect(['improved', 'regressed']).not.toContain(stars.verdict);
		expect(codes).toContain('SELF_SELECTED');
	});
});
