import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Change } from '#lib/server/changes/create-changes.ts';
import { insertProduct, readProduct, readProducts, readSampleProduct } from '#lib/server/metadata/products.ts';
import { readReleases } from '#lib/server/metadata/releases.ts';
import { openSampleHome, type SampleHome } from './sample-home.ts';

/** What lies before the last six weeks. */
const ARRIVING = 173;
const PACE_MS = 20;
const WAIT = { timeout: 15_000, interval: 20 };

let home: SampleHome;
beforeEach(async () => {
	home = await openSampleHome();
});
afterEach(() => home.close());

const answers = () => home.read('SELECT count() FROM feedback');
const ids = (table: string) => home.read(`SELECT uniqExact(id) FROM ${table}`);
const watched = { isWatched: () => true, paceMs: PACE_MS };

describe('ensure', () => {
	it('makes the product with its releases and all but the last six weeks', async () => {
		const sample = await home.newSample();
		await sample.ensure();
		const product = await readProduct(home.database, 'sample');
		expect(product).toMatchObject({ slug: 'sample', timezone: 'Asia/Shanghai', sample: true });
		const releases = await readReleases(home.database, product!.number);
		expect(releases).toHaveLength(77);
		expect(Date.parse(releases[0]!.at)).toBeLessThan(Date.now());
		expect(await answers()).toBe(home.rows - ARRIVING);
		expect(await home.read('SELECT countIf(at > now64(3)) FROM feedback')).toBe(0);
		expect(await home.read('SELECT countIf(at > now64(3)) FROM events')).toBe(0);
		expect(await sample.progress()).toEqual({ caughtUp: false, remaining: ARRIVING, total: ARRIVING });
	});

	it('adds nothing the second time', async () => {
		await (await home.newSample()).ensure();
		const events = await home.read('SELECT count() FROM events');
		await (await home.newSample()).ensure();
		expect(await answers()).toBe(home.rows - ARRIVING);
		expect(await home.read('SELECT count() FROM events')).toBe(events);
	});

	it('goes on where it was cut off, with the same times and nothing twice', async () => {
		const ingest = await home.newIngest();
		const cut = await home.newSample({
			ingest: {
				feedback: ingest.feedback,
				events: { ...ingest.events, submit: () => Promise.reject(new Error('killed')) }
			}
		});
		await expect(cut.ensure()).rejects.toThrow('killed');
		await ingest.idle();
		expect(await answers()).toBe(home.rows - ARRIVING);
		const newest = await home.read('SELECT toUnixTimestamp64Milli(max(at)) FROM feedback');

		const weeksLater = () => Date.now() + 20 * 86_400_000;
		await (await home.newSample({ now: weeksLater })).ensure();
		expect(await answers()).toBe(home.rows - ARRIVING);
		expect(await home.read('SELECT toUnixTimestamp64Milli(max(at)) FROM feedback')).toBe(newest);
		const events = await home.read('SELECT count() FROM events');
		expect(events).toBeGreaterThan(home.rows);
		expect(await ids('events')).toBe(events);
	});

	it('makes one of two processes that start at once', async () => {
		const both = await Promise.all([home.newSample(), home.newSample()]);
		await Promise.all(both.map((sample) => sample.ensure()));
		expect(await readProducts(home.database)).toHaveLength(1);
		expect(await answers()).toBe(home.rows - ARRIVING);
		expect(await ids('feedback')).toBe(home.rows - ARRIVING);
	});

	it('leaves those alone who have a product already', async () => {
		await insertProduct(home.database, { slug: 'ours', name: 'Ours', timezone: 'UTC' });
		const sample = await home.newSample();
		await sample.ensure();
		expect(await readSampleProduct(home.database)).toBeNull();
		expect(await sample.progress()).toBeNull();
	});
});

describe('the last six weeks', () => {
	it('arrive in order while somebody watches, until the sample has caught up', async () => {
		const changes: Change[] = [];
		home.changes.subscribe((change) => changes.push(change));
		const sample = await home.newSample(watched);
		await sample.ensure();
		changes.length = 0;
		await vi.waitFor(async () => expect((await sample.progress())?.caughtUp).toBe(true), { timeout: 60_000 });
		expect(await sample.progress()).toEqual({ caughtUp: true, remaining: 0, total: ARRIVING });
		expect(await answers()).toBe(home.rows);
		expect(await ids('feedback')).toBe(home.rows);
		const times = changes.filter(({ table }) => table === 'feedback').map(({ range }) => range.fromMs);
		expect(times).toHaveLength(ARRIVING);
		expect(times).toEqual(times.toSorted((a, b) => a - b));
		expect(await home.read('SELECT countIf(at > received_at) FROM feedback')).toBe(0);
		expect(await home.read('SELECT countIf(at > received_at) FROM events')).toBe(0);
	}, 90_000);

	it('wait while nobody watches', async () => {
		const view = { watched: false };
		const isWatched = vi.fn(() => view.watched);
		const sample = await home.newSample({ paceMs: PACE_MS, isWatched });
		await sample.ensure();
		await vi.waitFor(() => expect(isWatched.mock.calls.length).toBeGreaterThan(20), WAIT);
		expect(await answers()).toBe(home.rows - ARRIVING);
		view.watched = true;
		await vi.waitFor(async () => expect(await answers()).toBeGreaterThan(home.rows - ARRIVING), WAIT);
	});

	it('go on after a restart', async () => {
		const first = await home.newSample(watched);
		await first.ensure();
		await vi.waitFor(async () => expect(await answers()).toBeGreaterThan(home.rows - ARRIVING), WAIT);
		await first.stop();
		const before = await answers();
		const second = await home.newSample(watched);
		await second.ensure();
		await vi.waitFor(async () => expect(await answers()).toBeGreaterThan(before + 2), WAIT);
		await second.stop();
		expect(await ids('feedback')).toBe(await answers());
	});

	it('keep their pace however many processes are watched', async () => {
		const starts: number[] = [];
		home.changes.subscribe(({ table }) => table === 'feedback' && starts.push(Date.now()));
		const paceMs = 200;
		const all = await Promise.all([1, 2, 3].map(() => home.newSample({ ...watched, paceMs })));
		await Promise.all(all.map((sample) => sample.ensure()));
		starts.length = 0;
		const sinceMs = Date.now();
		await vi.waitFor(() => expect(starts.length).toBeGreaterThan(4), WAIT);
		// A process may be a quarter of the pace early, and the first row may have been on its way.
		expect(starts.length - 2).toBeLessThanOrEqual((Date.now() - sinceMs) / (paceMs * 0.75));
		await Promise.all(all.map((sample) => sample.stop()));
		expect(await ids('feedback')).toBe(await answers());
	});

	it('are never ahead of the clock', async () => {
		const sample = await home.newSample();
		await sample.ensure();
		const newestMs = await home.read('SELECT toUnixTimestamp64Milli(max(at)) FROM feedback');
		const isWatched = vi.fn(() => true);
		const early = await home.newSample({ paceMs: PACE_MS, isWatched, now: () => newestMs });
		await early.ensure();
		await vi.waitFor(() => expect(isWatched.mock.calls.length).toBeGreaterThan(20), WAIT);
		expect(await answers()).toBe(home.rows - ARRIVING);
		expect(await early.progress()).toEqual({ caughtUp: true, remaining: 0, total: ARRIVING });
	});
});

describe('remove', () => {
	it('leaves nothing of the sample, everything of the others, and tells who watches', async () => {
		const sample = await home.newSample(watched);
		await sample.ensure();
		const ours = await insertProduct(home.database, { slug: 'ours', name: 'Ours', timezone: 'UTC' });
		const { feedback } = await home.newIngest();
		const row = { id: 'ours', ownId: true, atMs: Date.now(), scale: 'stars', score: 5, text: 'Fine' } as const;
		const rest = { customer: '', version: '', channel: '', lang: '', attributes: [] };
		await feedback.submit({ product: ours!.number, batch: 1n, window: 'recent', rows: [{ ...row, ...rest }] });

		const changes: Change[] = [];
		home.changes.subscribe((change) => changes.push(change));
		await sample.remove();
		expect(changes.slice(-2).map(({ table }) => table)).toEqual(['feedback', 'events']);
		expect((await readProducts(home.database)).map(({ slug }) => slug)).toEqual(['ours']);
		expect(await answers()).toBe(1);
		expect(await home.read('SELECT count() FROM events')).toBe(0);
		expect(await home.read('SELECT count() FROM feedback WHERE product = ' + ours!.number)).toBe(1);
		expect(await sample.progress()).toBeNull();
	});

	it('is for good', async () => {
		const sample = await home.newSample();
		await sample.ensure();
		await sample.remove();
		const next = await home.newSample();
		await next.begin(true);
		expect(await readProducts(home.database)).toEqual([]);
		expect(await answers()).toBe(0);
	});

	it('is finished by the next start when it was cut off', async () => {
		const cut = await home.newSample({ deleteRows: () => Promise.reject(new Error('killed')) });
		await cut.ensure();
		await expect(cut.remove()).rejects.toThrow('killed');
		expect(await readProducts(home.database)).toEqual([]);
		await (await home.newSample()).begin(true);
		expect(await answers()).toBe(0);
		expect(await home.read('SELECT count() FROM events')).toBe(0);
	});

	it('does nothing where there is no sample, and leaves the first start open', async () => {
		const sample = await home.newSample();
		await sample.begin(false);
		await (await home.newSample()).begin(true);
		expect(await readSampleProduct(home.database)).not.toBeNull();
	});
});
