import { describe, expect, inject, it } from 'vitest';
import { METRICS } from '../../../src/lib/domain/metric.ts';
import { ImpactReply, TopicReply, TopicsReply } from '../../../src/lib/server/doors/impact-replies.ts';
import { ProblemReply } from '../../../src/lib/server/doors/replies.ts';
import { createApi } from '../../fixtures/api.ts';

const api = createApi(inject('server'));
const HOUR = 3_600_000;
const RELEASED = Date.UTC(2025, 3, 10, 7, 5);

const newCaller = async () => {
	const product = await api.newProduct('Europe/Berlin');
	const call = (method: string, path: string, body?: unknown) =>
		api.call<unknown>(method, `/api/v1${path}`, { key: product.key.all, ...(body !== undefined && { body }) });
	return { product, call };
};
const errorsOf = (body: unknown) => ProblemReply.parse(body).errors?.map(({ path }) => path);

/** Six answers an hour for 30 days and 8 more: good ones, and after the release many low ones. */
const answers = Array.from({ length: 38 * 24 * 6 }, (_, index) => {
	const at = RELEASED - 30 * 24 * HOUR + index * (HOUR / 6);
	const low = (index * 7919) % 10 < (at < RELEASED ? 2 : 7);
	return { at, scale: 'stars', score: low ? 1 + (index % 2) : 4 + (index % 2), version: at < RELEASED ? '1.0' : '2.0' };
});

describe('GET /releases/{version}/impact', () => {
	it('says of every metric what an imported history shows, with times of the data', { timeout: 120_000 }, async () => {
		const { product, call } = await newCaller();
		await call('POST', '/releases', { version: '2.0', at: RELEASED });
		for (let from = 0; from < answers.length; from += 5000)
			await api.post('feedback', product, answers.slice(from, from + 5000));
		const reply = await call('GET', '/releases/2.0/impact');
		expect(reply.status).toBe(200);
		const { release, verdicts } = ImpactReply.parse(reply.body);
		expect(release.version).toBe('2.0');
		expect(verdicts.map(({ metric }) => metric)).toEqual(METRICS.map(({ name }) => name));
		const stars = verdicts.find(({ metric }) => metric === 'stars')!;
		expect(stars).toMatchObject({ verdict: 'regressed', path: 'before-after', unit: 'score' });
		expect(Date.parse(stars.firstEstablishedAt!)).toBeLessThanOrEqual(RELEASED + 8 * 24 * HOUR);
		const one = ImpactReply.parse((await call('GET', '/releases/2.0/impact?metric=stars')).body);
		expect(one).toEqual({ release, verdicts: [stars] });
	});

	it('knows no other release or metric', async () => {
		const { call } = await newCaller();
		await call('POST', '/releases', { version: '1.0', at: RELEASED });
		expect((await call('GET', '/releases/9.9/impact')).status).toBe(404);
		const unknown = await call('GET', '/releases/1.0/impact?metric=joy');
		expect([unknown.status, errorsOf(unknown.body)]).toEqual([422, ['metric']]);
	});
});

describe('/topics', () => {
	it('saves, replaces and removes a topic by its name', async () => {
		const { call } = await newCaller();
		const path = `/topics/${encodeURIComponent('No connection / 连不上')}`;
		const made = await call('PUT', path, { terms: [' offline ', 'offline', '连不上'] });
		expect(made.status).toBe(201);
		expect(TopicReply.parse(made.body)).toEqual({
			...{ name: 'No connection / 连不上', terms: ['offline', '连不上'], aboutProduct: true }
		});
		const campaign = { terms: ['boycott'], aboutProduct: false };
		expect((await call('PUT', path, campaign)).status).toBe(200);
		const { topics } = TopicsReply.parse((await call('GET', '/topics')).body);
		expect(topics).toEqual([{ name: 'No connection / 连不上', ...campaign }]);
		expect((await call('DELETE', path)).status).toBe(204);
		expect((await call('DELETE', path)).status).toBe(404);
		expect((await call('GET', '/topics')).body).toEqual({ topics: [] });
	});

	it('names every field that is wrong', async () => {
		const { call } = await newCaller();
		const refused = await call('PUT', '/topics/a', { terms: ['', 7], aboutProduct: 1, words: [] });
		expect([refused.status, errorsOf(refused.body)?.sort()]).toEqual([
			422,
			['aboutProduct', 'terms.0', 'terms.1', 'words']
		]);
		expect((await call('PUT', '/topics/a', { terms: [] })).status).toBe(422);
	});
});
