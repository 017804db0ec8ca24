import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertProduct } from '#lib/server/metadata/products.ts';
import { deleteRelease, readReleases, updateRelease, upsertRelease } from '#lib/server/metadata/releases.ts';
import { deleteProductRows } from '#lib/server/store/delete-product-rows.ts';
import { readMirroredReleases } from '#lib/server/store/mirrored-releases.ts';
import { createReleaseMirror } from '#lib/server/verdicts/create-release-mirror.ts';
import { createRandom } from '../../fixtures/random.ts';
import { openVerdictHome } from './verdict-home.ts';

const random = createRandom();
let home: Awaited<ReturnType<typeof openVerdictHome>>;
beforeAll(async () => {
	home = await openVerdictHome();
});
afterAll(() => home.close());

const newProduct = async (slug: string): Promise<number> => {
	const product = await insertProduct(home.metadata.database, { slug, name: slug, timezone: 'UTC' });
	return product!.number;
};
const newMirror = () => {
	const { database, alone } = home.metadata;
	return createReleaseMirror({ clickhouse: home.store.clickhouse, database, alone });
};

/** What both stores say, in one form. */
async function both(product: number) {
	const kept = (await readReleases(home.metadata.database, product)).map(({ stages: _, ...rest }) => rest);
	const mirrored = await readMirroredReleases(home.store.clickhouse, product);
	const byVersion = (a: { version: string }, b: { version: string }) => (a.version < b.version ? -1 : 1);
	return {
		kept: kept.sort(byVersion),
		mirrored: mirrored
			.filter(({ deleted }) => !deleted)
			.map(({ product: _, deleted: __, revision: ___, ...rest }) => rest)
			.sort(byVersion)
	};
}

describe('createReleaseMirror', () => {
	it(`has what the metadata has after any changes by two processes, seed ${random.seed}`, async () => {
		const product = await newProduct('changes');
		const { database } = home.metadata;
		const mirrors = [newMirror(), newMirror()];
		const versions = ['1.0', '1.1', `it's "2" \\`, '发布'];
		const changes = Array.from({ length: 40 }, async () => {
			const version = random.pick(versions);
			const at = new Date(random.below(2 ** 40));
			const title = `t${random.below(9)}\n"`;
			const kind = random.below(3);
			const mirror = random.pick(mirrors);
			if (kind === 0) await upsertRelease(database, product, { version, at, title });
			else if (kind === 1) await updateRelease(database, product, version, { notes: title, rollout: 'gradual' });
			else await deleteRelease(database, product, version);
			await mirror.sync(product);
		});
		await Promise.all(changes);
		const { kept, mirrored } = await both(product);
		expect(mirrored).toEqual(kept);
	});

	it('mends what a crash left out, once', async () => {
		const product = await newProduct('crash');
		const { database } = home.metadata;
		await upsertRelease(database, product, { version: '1.0', at: new Date(1e12) });
		await upsertRelease(database, product, { version: '2.0', at: new Date(1.1e12) });
		expect(await newMirror().heal()).toBe(2);
		await deleteRelease(database, product, '1.0');
		await updateRelease(database, product, '2.0', { title: 'Two' });
		expect(await newMirror().heal()).toBe(2);
		expect(await newMirror().heal()).toBe(0);
		const { kept, mirrored } = await both(product);
		expect(mirrored).toEqual(kept);
		await home.store.clickhouse.command({ query: 'OPTIMIZE TABLE releases FINAL' });
		expect((await both(product)).mirrored).toEqual(kept);
	});

	it('takes the verdicts of a deleted release away, and no others', async () => {
		const product = await newProduct('verdicts');
		const { database } = home.metadata;
		const mirror = newMirror();
		for (const version of ['1.0', '2.0']) await upsertRelease(database, product, { version, at: new Date(1e12) });
		await mirror.sync(product);
		await home.store.clickhouse.insert({
			table: 'verdicts',
			values: ['1.0', '2.0'].map((release) => ({ product, release, metric: 'stars' })),
			format: 'JSONEachRow'
		});
		await deleteRelease(database, product, '1.0');
		await mirror.sync(product);
		const left = async (table: string) => home.ask(`SELECT DISTINCT product FROM ${table} WHERE product = ${product}`);
		expect(await home.ask(`SELECT release FROM verdicts WHERE product = ${product}`)).toEqual([['2.0']]);
		await deleteProductRows(home.store.clickhouse, product);
		expect([await left('verdicts'), await left('releases')]).toEqual([[], []]);
	});
});
