import type { Release } from '#lib/domain/release.ts';
import { describe, expect, inject, it } from 'vitest';
import { createApi, EVER, type TestProduct } from '../../fixtures/api.ts';
import { upshot } from './command.ts';
import { chromeReleases, chromeReviews, threadsReviews, type ReviewFile } from './real-files.ts';

const server = inject('server');
const api = createApi(server);

/** What the product's answers add up to, as the server tells it. */
async function starsOf(product: TestProduct): Promise<{ n: number; value: number }> {
	const { body } = await api.ask({ metric: 'stars', ...EVER }, product);
	const bucket = body.result.series[0]?.buckets[0];
	return { n: bucket?.n ?? NaN, value: bucket?.value ?? NaN };
}

const importing = (product: TestProduct, { path }: ReviewFile, args: readonly string[] = []) =>
	upshot(['import', 'feedback', path, '--product', product.slug, '--yes', '--json', ...args], {
		url: server.url,
		apiKey: product.key.all
	});

describe('upshot import feedback into a running server', () => {
	it.each([
		['the reviews of one app', chromeReviews],

		['a launch, with the day before the month', threadsReviews]
	])(
		'adds %s, and nothing the second time',
		async (_, reviews) => {
			const file = await reviews();
			const product = await api.newProduct('Asia/Shanghai');
			const first = await importing(product, file);
			expect([first.code, first.err]).toEqual([0, '']);
			const counts = { rows: file.rows, rejected: 0, zone: 'Asia/Shanghai', scale: 'stars' };
			expect(JSON.parse(first.out)).toMatchObject({ ...counts, accepted: file.rows, duplicates: 0 });
			expect(await starsOf(product)).toEqual({ n: file.rows, value: expect.closeTo(file.mean, 3) });
			const second = await importing(product, file);
			expect(JSON.parse(second.out)).toMatchObject({ ...counts, accepted: 0, duplicates: file.rows });
			expect(await api.count('feedback', product)).toBe(file.rows);
		},
		120_000
	);

	it('reads wall times in the zone of the product', async () => {
		const file = await chromeReviews();
		const [china, utc] = [await api.newProduct('Asia/Shanghai'), await api.newProduct('UTC')];
		await Promise.all([importing(china, file), importing(utc, file)]);
		const firstOf = async (product: TestProduct) => {
			const question = {
				metric: 'feedback_volume',
				from: '2015-01-01T00:00:00Z',
				to: '2023-01-01T00:00:00Z',
				bucket: 'day'
			};
			const { body } = await api.ask(question, product);
			return body.result.series[0]?.buckets.filter(({ n }) => n > 0).map(({ n }) => n);
		};
		// Days are cut in the product's own zone, so the same wall times fall into the same days.
		expect(await firstOf(china)).toEqual(await firstOf(utc));
	}, 60_000);

	it('works with a key that may only send', async () => {
		const product = await api.newProduct();
		const file = await chromeReviews();
		const { code, out } = await upshot(
			['import', 'feedback', file.path, '--product', product.slug, '--yes', '--json'],
			{ url: server.url, apiKey: product.key.ingest }
		);
		expect([code, JSON.parse(out).accepted]).toEqual([0, file.rows]);
	}, 60_000);

	it('works with the master key, and is refused with a key for reading', async () => {
		const product = await api.newProduct();
		const file = await chromeReviews();
		const args = ['import', 'feedback', file.path, '--product', product.slug, '--yes'];
		expect(await upshot(args, { url: server.url, apiKey: server.masterKey })).toMatchObject({ code: 0 });
		const refused = await upshot(args, { url: server.url, apiKey: product.key.read });
		expect(refused.code).toBe(3);
		expect(refused.err).toContain('The server refused: ');
		expect(await upshot(args, { url: server.url, apiKey: 'wrong' })).toMatchObject({ code: 3 });
	}, 60_000);
});

describe('releases of a running server', () => {
	const releasesOf = async (product: TestProduct) =>
		(await api.call<{ releases: Release[] }>('GET', '/api/v1/releases', { key: product.key.read })).body.releases;

	it('are imported with gradual rollout where only a date is known, once', async () => {
		const product = await api.newProduct('Asia/Shanghai');
		const args = ['import', 'releases', await chromeReleases(), '--product', product.slug, '--yes', '--json'];
		const options = { url: server.url, apiKey: product.key.write };
		const first = await upshot([...args, '--zone', 'Asia/Shanghai'], options);
		expect([first.code, JSON.parse(first.out)]).toMatchObject([0, { rows: 77, accepted: 77, updated: 0 }]);
		expect(JSON.parse((await upshot(args, options)).out)).toMatchObject({ accepted: 0, updated: 77 });
		const releases = await releasesOf(product);
		expect(releases).toHaveLength(77);
		const newest = releases.find(({ version }) => version === '96.0.4664.116');
		expect(newest).toMatchObject({ rollout: 'gradual', notes: expect.stringContaining('• ') });
		expect(Date.parse(newest!.at)).toBe(Date.parse('2021-12-20T00:00:00+08:00'));
	});

	it('are added one by one', async () => {
		const product = await api.newProduct();
		const options = { url: server.url, apiKey: product.key.write };
		const args = ['release', '2.4.0', '--product', product.slug, '--at', '2026-01-31T10:00:00+01:00'];
		expect((await upshot([...args, '--title', 'Blue', '--url', 'https://x.test/'], options)).out).toMatch(/^Added/);
		expect((await upshot(args, options)).out).toMatch(/^Updated/);
		expect(await releasesOf(product)).toMatchObject([{ version: '2.4.0', title: 'Blue', rollout: 'instant' }]);
	});
});
