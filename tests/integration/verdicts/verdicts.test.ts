import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FeedbackRow } from '#lib/domain/feedback.ts';
import type { Product } from '#lib/domain/product.ts';
import type { Verdict } from '#lib/domain/verdict.ts';
import { METHOD } from '#lib/stats/impact/method.ts';
import { createChanges } from '#lib/server/changes/create-changes.ts';
import { saveMetricSettings } from '#lib/server/metadata/metric-settings.ts';
import { insertProduct } from '#lib/server/metadata/products.ts';
import { addPromise } from '#lib/server/metadata/promises.ts';
import { upsertRelease } from '#lib/server/metadata/releases.ts';
import { saveTopic } from '#lib/server/metadata/topics.ts';
import { createFitter } from '#lib/server/verdicts/create-fitter.ts';
import { createPlacebo, type PlaceboProgress } from '#lib/server/verdicts/create-placebo.ts';
import { createVerdicts } from '#lib/server/verdicts/create-verdicts.ts';
import { createRandom } from '../../fixtures/random.ts';
import { openVerdictHome } from './verdict-home.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const RELEASED = Date.UTC(2026, 5, 10, 9, 17);
const NOW = RELEASED + 10 * DAY + 25 * 60_000;

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

/** Eight answers an hour from 35 days before the release on; after it the share of good ones is another. */
function answers({ before, after }: { before: number; after: number }): FeedbackRow[] {
	const count = Math.floor((45 * DAY + 25 * 60_000) / (HOUR / 8));
	return Array.from({ length: count }, (_, index) => {
		const atMs = RELEASED - 35 * DAY + index * (HOUR / 8);
		const good = random.chance(atMs < RELEASED ? before : after);
		return {
			...{
				id: `a${index}`,
				ownId: true,
				atMs,
				scale: 'stars',
				score: good ? 4 + random.below(2) : 1 + random.below(3)
			},
			...{ text: '', customer: random.chance(0.5) ? `c${random.below(400)}` : '', version: '', lang: '' },
			...{ channel: random.pick(['ios', 'android']), attributes: [] }
		};
	});
}

const newVerdicts = (nowMs = NOW, changes = createChanges()) =>
	createVerdicts({
		clickhouse: home.store.clickhouse,
		database: home.metadata.database,
		alone: home.metadata.alone,
		changes,
		fitter,
		now: () => nowMs
	});

let slugs = 0;
async function productWith(rows: readonly FeedbackRow[]): Promise<Product> {
	const { database } = home.metadata;
	const product = await insertProduct(database, { slug: `p${++slugs}`, name: 'P', timezone: 'Europe/Berlin' });
	await upsertRelease(database, product!.number, { version: '2.0', at: new Date(RELEASED) });
	await home.store.insert(product!.number, { feedback: rows });
	return product!;
}

const one = (verdicts: readonly Verdict[], metric: string): Verdict =>
	verdicts.find((verdict) => verdict.metric === metric)!;

// A cold fit of ten metrics takes a second or two, and several where other work holds the machine.
describe('createVerdicts', { timeout: 120_000 }, () => {
	it(`sees a fall of a star, and says when it was sure, seed ${random.seed}`, async () => {
		const product = await productWith(answers({ before: 0.8, after: 0.3 }));
		const { verdicts } = (await newVerdicts().impact(product, '2.0'))!;
		const stars = one(verdicts, 'stars');
		expect(stars).toMatchObject({ verdict: 'regressed', path: 'before-after', unit: 'score', method: METHOD.version });
		expect(stars.effect).toBeLessThan(-0.7);
		expect(stars.high).toBeLessThan(0);
		expect(stars.evidence).toBeGreaterThan(stars.threshold);
		const establishedMs = Date.parse(stars.firstEstablishedAt!);
		expect(establishedMs).toBeGreaterThanOrEqual(RELEASED + 6 * HOUR);
		expect(establishedMs).toBeLessThanOrEqual(NOW);
		expect((establishedMs - RELEASED) % HOUR).toBe(0);
		expect(one(verdicts, 'negative_share').verdict).toBe('regressed');
		expect(one(verdicts, 'feedback_volume').verdict).not.toBe('regressed');
		for (const name of ['active_customers', 'events_per_customer', 'response_rate'])
			expect(one(verdicts, name)).toMatchObject({ verdict: 'not-identifiable', reasons: [{ code: 'NO_METHOD' }] });
		expect(one(verdicts, 'nps')).toMatchObject({ verdict: 'too-early', reasons: [{ code: 'TOO_FEW' }] });
		for (const { verdict, reasons } of verdicts)
			if (!['improved', 'regressed', 'no-meaningful-change'].includes(verdict))
				expect(reasons.length).toBeGreaterThan(0);
		// Each customer once an hour: fewer than the answers, and all of them before the release within 56 days.
		expect(stars.before.n).toBeGreaterThan(5000);
		expect(stars.before.n).toBeLessThan(35 * 24 * 8);
	});

	it('says the same again to the last bit: by another process, and after rows came in another order', async () => {
		const rows = answers({ before: 0.7, after: 0.55 });
		const product = await productWith(rows);
		const first = (await newVerdicts().impact(product, '2.0'))!.verdicts;
		expect((await newVerdicts().impact(product, '2.0'))!.verdicts).toEqual(first);
		const late = await productWith(rows.filter((_, index) => index % 3 !== 0));
		await newVerdicts().impact(late, '2.0');
		await home.store.insert(late.number, { feedback: rows.filter((_, index) => index % 3 === 0) });
		expect((await newVerdicts().impact(late, '2.0'))!.verdicts).toEqual(first);
	});

	it('writes a row of history for each change, and none for none', async () => {
		const product = await productWith(answers({ before: 0.8, after: 0.3 }));
		const history = () =>
			home.ask(
				`SELECT metric, verdict, toUnixTimestamp64Milli(at), method FROM verdicts WHERE product = ${product.number} AND metric = 'stars' ORDER BY at`
			);
		const early = RELEASED + 2 * HOUR;
		await newVerdicts(early).impact(product, '2.0');
		expect(await history()).toEqual([['stars', 'too-early', String(early), METHOD.version]]);
		await Promise.all([newVerdicts().impact(product, '2.0'), newVerdicts().impact(product, '2.0')]);
		await newVerdicts().impact(product, '2.0');
		expect(await history()).toEqual([
			['stars', 'too-early', String(early), METHOD.version],
			['stars', 'regressed', String(RELEASED + 10 * DAY), METHOD.version]
		]);
	});

	it('reads again when rows, settings or the promise changed, and not before', async () => {
		const product = await productWith(answers({ before: 0.8, after: 0.8 }));
		const { database } = home.metadata;
		const changes = createChanges();
		let nowMs = NOW;
		const verdicts = createVerdicts({
			...{ clickhouse: home.store.clickhouse, database, alone: home.metadata.alone, changes, fitter },
			now: () => nowMs
		});
		const ask = async () => (await verdicts.impact(product, '2.0'))!;
		const first = await ask();
		expect(await ask()).toBe(first);
		await saveMetricSettings(database, product.number, { metric: 'stars', settings: { minimumMeaningfulEffect: 1.5 } });
		const settled = await ask();
		expect(one(settled.verdicts, 'stars').minimumMeaningfulEffect).toBe(1.5);
		const input = { hypothesis: 'Same', outcome: 'stars', guardrails: [], margin: 2, reviewOn: null, owner: '' };
		const at = { product: product.number, version: '2.0' };
		await addPromise(database, at, { input, writtenBy: 'a', writtenAtMs: RELEASED + 1 });
		const late = await ask();
		expect(one(late.verdicts, 'stars').minimumMeaningfulEffect).toBe(1.5);
		await addPromise(database, at, { input: { ...input, margin: 3 }, writtenBy: 'a', writtenAtMs: RELEASED - 1 });
		const held = await ask();
		expect(one(held.verdicts, 'stars').minimumMeaningfulEffect).toBe(3);
		changes.publish({ product: product.number, table: 'feedback', range: { fromMs: 0, toMs: 1 } });
		expect(await ask()).toBe(held);
		nowMs += 10_000;
		expect(await ask()).not.toBe(held);
		verdicts.stop();
	});

	it('leaves answers about something else out, also those that were there before their topic', async () => {
		const rows = answers({ before: 0.8, after: 0.8 }).map((row) =>
			row.atMs > RELEASED && random.chance(0.4) ? { ...row, score: 1, text: 'BOYCOTT them!', customer: '' } : row
		);
		const product = await productWith(rows);
		const stars = async () => one((await newVerdicts().impact(product, '2.0'))!.verdicts, 'stars');
		expect((await stars()).effect).toBeLessThan(-0.7);
		const topic = { name: 'Campaign', terms: ['boycott', '抵制'], aboutProduct: false };
		await saveTopic(home.metadata.database, product.number, topic);
		const without = await stars();
		expect(Math.abs(without.effect!)).toBeLessThan(0.4);
		expect(without.verdict).not.toBe('regressed');
	});

	it('knows no other versions', async () => {
		const product = await productWith([]);
		expect(await newVerdicts().impact(product, '9.9')).toBeNull();
		const { verdicts } = (await newVerdicts().impact(product, '2.0'))!;
		expect(verdicts).toHaveLength(13);
	});
});

describe('createPlacebo', { timeout: 120_000 }, () => {
	it('looks at each past week without a release as if there had been one, and stops when asked', async () => {
		const { database } = home.metadata;
		const product = (await insertProduct(database, { slug: `p${++slugs}`, name: 'P', timezone: 'Europe/Berlin' }))!;
		// As regular as can be, but for the one fall.
		const rows = answers({ before: 1, after: 1 }).map((row, index) => {
			const isLow = (index * 7919) % 10 < (row.atMs < RELEASED ? 2 : 7);
			return { ...row, score: isLow ? 1 + (index % 2) : 4 + (index % 2) };
		});
		await home.store.insert(product.number, { feedback: rows });
		const now = () => RELEASED + 7 * DAY;
		const look = createPlacebo({ clickhouse: home.store.clickhouse, database, fitter, now });
		const seen = async (metric: string, signal = new AbortController().signal) => {
			const all: PlaceboProgress[] = [];
			for await (const one of look(product, metric, signal)) all.push(one);
			return all;
		};
		const shown = [
			{ weeks: 2, looked: 0, alarms: 0 },
			{ weeks: 2, looked: 1, alarms: 1 },
			{ weeks: 2, looked: 2, alarms: 1 }
		];
		expect(await seen('stars')).toEqual(shown);
		expect(await seen('stars', AbortSignal.abort())).toEqual(shown.slice(0, 1));
		expect(await seen('active_customers')).toEqual([]);
	});
});
