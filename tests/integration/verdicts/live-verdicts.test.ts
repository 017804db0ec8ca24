import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FeedbackRow } from '#lib/domain/feedback.ts';
import type { Product } from '#lib/domain/product.ts';
import { createChanges } from '#lib/server/changes/create-changes.ts';
import { insertProduct } from '#lib/server/metadata/products.ts';
import { upsertRelease } from '#lib/server/metadata/releases.ts';
import { createFitter } from '#lib/server/verdicts/create-fitter.ts';
import { createVerdicts } from '#lib/server/verdicts/create-verdicts.ts';
import { createRandom } from '../../fixtures/random.ts';
import { openVerdictHome } from './verdict-home.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FIRST = Date.UTC(2026, 5, 10, 9, 17);
const SECOND = FIRST + 5 * DAY + 40 * 60_000;
const BEGIN = SECOND - 30 * DAY;
/** Every third is held against a cold fit of twenty cells, which takes seconds. */
const STEPS = 3;

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

let ids = 0;
const answer = (atMs: number): FeedbackRow => ({
	...{ id: `a${ids++}`, ownId: true, atMs, scale: random.chance(0.8) ? 'stars' : 'csat' },
	...{ score: random.chance(atMs < SECOND ? 0.8 : 0.45) ? 4 + random.below(2) : 1 + random.below(3) },
	...{ text: '', customer: random.chance(0.5) ? `c${random.below(300)}` : '', version: random.pick(['1.0', '2.0']) },
	...{ lang: random.pick(['en', 'zh', 'de']), channel: random.pick(['ios', 'android', 'web']), attributes: [] }
});

/** A product, and somebody who looks at it while time goes by. */
async function scene(assignment: 'everyone' | 'random') {
	const { database, alone } = home.metadata;
	const { clickhouse } = home.store;
	const slug = `p${assignment}${random.below(1e9)}`;
	const product = (await insertProduct(database, { slug, name: 'P', timezone: 'Europe/Berlin' }))!;
	await upsertRelease(database, product.number, { version: '1.0', at: new Date(FIRST) });
	await upsertRelease(database, product.number, { version: '2.0', at: new Date(SECOND), assignment });
	const changes = createChanges();
	const clock = { nowMs: SECOND, monotonicMs: 0 };
	const newVerdicts = () =>
		createVerdicts({
			...{ clickhouse, database, alone, changes, fitter },
			...{ now: () => clock.nowMs, monotonic: () => clock.monotonicMs }
		});
	return {
		...{ product, clock, newVerdicts },
		add: async (rows: readonly FeedbackRow[]) => {
			await home.store.insert(product.number, { feedback: rows });
			const times = rows.map(({ atMs }) => atMs);
			const range = { fromMs: Math.min(...times), toMs: Math.max(...times) + 1 };
			changes.publish({ product: product.number, table: 'feedback', range });
		}
	};
}

const said = async (verdicts: ReturnType<typeof createVerdicts>, product: Product) =>
	JSON.stringify((await verdicts.watched(product)).map(({ release, verdicts: all }) => [release.version, all]));

// Cold fits of twenty cells again and again, on a machine that may be busy.
describe('verdicts, live', { timeout: 300_000 }, () => {
	it.each([random.pick(['everyone', 'random'] as const)])(
		`are those of a cold fit and of a restart to the last bit, with late rows in any order (%s), seed ${random.seed}`,
		async (assignment) => {
			const { product, clock, newVerdicts, add } = await scene(assignment);
			const past = Array.from({ length: 30 * 24 * 8 }, (_, index) => answer(BEGIN + index * (HOUR / 8)));
			await add(past);
			const live = newVerdicts();
			await live.watched(product);
			for (let step = 0; step < STEPS; step++) {
				const fromMs = clock.nowMs;
				clock.nowMs += random.below(3 * HOUR);
				clock.monotonicMs += 11_000;
				const count = random.below(20);
				const rows = Array.from({ length: count }, () => answer(fromMs + random.below(clock.nowMs - fromMs + 1)));
				const late = random.chance(0.25) ? [answer(clock.nowMs - random.below(20 * DAY))] : [];
				if (rows.length + late.length > 0) await add([...late, ...rows]);
				const now = await said(live, product);
				if (step % 3 !== 2) continue;
				expect(now).toBe(await said(newVerdicts(), product));
			}
			expect(live.waits(product.number)).toBe(false);
		}
	);

	it('keep what they said while rows are late, and fit them at most every ten seconds', async () => {
		const { product, clock, newVerdicts, add } = await scene('everyone');
		await add(Array.from({ length: 30 * 24 * 8 }, (_, index) => answer(BEGIN + index * (HOUR / 8))));
		clock.nowMs += 3 * DAY;
		await add(Array.from({ length: 3 * 24 * 8 }, (_, index) => answer(SECOND + index * (HOUR / 8))));
		const live = newVerdicts();
		const before = await said(live, product);
		await add([answer(clock.nowMs - 30 * HOUR)]);
		clock.monotonicMs += 9_000;
		expect(await said(live, product)).toBe(before);
		expect(live.waits(product.number)).toBe(true);
		clock.monotonicMs += 2_000;
		const after = await said(live, product);
		expect(after).not.toBe(before);
		expect(live.waits(product.number)).toBe(false);
		expect(after).toBe(await said(newVerdicts(), product));
	});
});
