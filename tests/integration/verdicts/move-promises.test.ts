import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDecision, readDecisions } from '#lib/server/metadata/decisions.ts';
import { movePromises } from '#lib/server/metadata/move-promises.ts';
import { insertProduct } from '#lib/server/metadata/products.ts';
import { addPromise, promiseDigest, readPromises } from '#lib/server/metadata/promises.ts';
import { openVerdictHome } from './verdict-home.ts';

let home: Awaited<ReturnType<typeof openVerdictHome>>;
beforeAll(async () => {
	home = await openVerdictHome();
});
afterAll(() => home.close());

it('takes a promise and its decisions along to the new version, digests and all, unless that has its own', async () => {
	const { database } = home.metadata;
	const { number: product } = (await insertProduct(database, { slug: 'p', name: 'P', timezone: 'UTC' }))!;
	const input = { hypothesis: 'h', outcome: 'stars', guardrails: [], margin: null, reviewOn: null, owner: '' };
	const written = { input, writtenBy: 'a', writtenAtMs: 1e12 };
	for (const version of ['1.0', '2.0']) await addPromise(database, { product, version }, written);
	const decision = { decision: 'keep' as const, why: '', by: 'a', at: '2026-01-01T00:00:00.000Z' };
	await addDecision(database, { product, version: '1.0' }, decision);
	await movePromises(database, product, { from: '1.0', to: '1.0.1' });
	const [moved] = await readPromises(database, product, '1.0.1');
	expect(moved).toMatchObject({ writtenFor: '1.0', revision: 1 });
	const { digest, ...promise } = moved!;
	expect(promiseDigest(promise, null)).toBe(digest);
	expect(await readPromises(database, product, '1.0')).toEqual([]);
	expect(await readDecisions(database, product, '1.0.1')).toEqual([{ revision: 1, ...decision }]);
	await movePromises(database, product, { from: '1.0.1', to: '2.0' });
	expect((await readPromises(database, product, '2.0')).map(({ writtenFor }) => writtenFor)).toEqual(['2.0']);
	expect(await readPromises(database, product, '1.0.1')).toHaveLength(1);
});
