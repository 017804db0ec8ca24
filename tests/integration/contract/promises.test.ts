import { createHash } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import { canonicalJson } from '../../../src/lib/domain/canonical-json.ts';
import { DecisionReply, PromiseReply } from '../../../src/lib/server/doors/impact-replies.ts';
import { MetricReply, MetricsReply, ProblemReply } from '../../../src/lib/server/doors/replies.ts';
import { createApi, type TestProduct } from '../../fixtures/api.ts';

const api = createApi(inject('server'));
const PAST = '2026-01-31T08:00:00Z';
const FUTURE = '2100-01-31T08:00:00Z';
const PROMISE = { hypothesis: 'Fewer low scores', outcome: 'stars', guardrails: ['negative_volume'], owner: 'Ana' };

const callerOf =
	({ key }: TestProduct) =>
	(method: string, path: string, body?: unknown) =>
		api.call<unknown>(method, `/api/v1${path}`, { key: key.all, ...(body !== undefined && { body }) });

const newCaller = async () => callerOf(await api.newProduct());
const errorsOf = (body: unknown) => ProblemReply.parse(body).errors?.map(({ path }) => path);

describe('PUT /metrics/{name}', () => {
	it('changes what is said, for this product alone, and takes back what is left out', async () => {
		const [mine, other] = [await newCaller(), await newCaller()];
		const list = async (call: typeof mine) => MetricsReply.parse((await call('GET', '/metrics')).body).metrics;
		const before = await list(mine);
		expect(before.find(({ name }) => name === 'feedback_volume')).toMatchObject({
			direction: 'neither',
			weight: 'other'
		});
		const set = { direction: 'lower', minimumMeaningfulEffect: 0.3, weight: 'guardrail' } as const;
		const saved = await mine('PUT', '/metrics/feedback_volume', set);
		expect(saved.status).toBe(200);
		expect(MetricReply.parse(saved.body)).toMatchObject({ name: 'feedback_volume', ...set });
		expect((await list(mine)).find(({ name }) => name === 'feedback_volume')).toMatchObject(set);
		expect(await list(other)).toEqual(before);
		await mine('PUT', '/metrics/feedback_volume', {});
		expect(await list(mine)).toEqual(before);
	});

	it('names every field that is wrong, and knows no other metric', async () => {
		const call = await newCaller();
		const wrong = { direction: 'up', minimumMeaningfulEffect: 0, weight: 1, other: true };
		const refused = await call('PUT', '/metrics/stars', wrong);
		expect(refused.status).toBe(422);
		expect(errorsOf(refused.body)?.sort()).toEqual(['direction', 'minimumMeaningfulEffect', 'other', 'weight']);
		const tooMuch = await call('PUT', '/metrics/csat', { minimumMeaningfulEffect: 2 });
		expect([tooMuch.status, errorsOf(tooMuch.body)]).toEqual([422, ['minimumMeaningfulEffect']]);
		expect((await call('PUT', '/metrics/happiness', {})).status).toBe(404);
	});
});

describe('/releases/{version}/promise', () => {
	it('keeps every revision, hashed in a chain, and holds the release to the last one before it', async () => {
		const call = await newCaller();
		expect((await call('GET', '/releases/1.0/promise')).status).toBe(404);
		await call('PUT', '/releases/1.0/promise', PROMISE);
		const again = PromiseReply.parse((await call('PUT', '/releases/1.0/promise', PROMISE)).body);
		expect(again.revisions).toHaveLength(1);
		await call('POST', '/releases', { version: '1.0', at: FUTURE });
		const edited = { ...PROMISE, margin: 0.2, reviewOn: '2026-12-24' };
		const { revisions } = PromiseReply.parse((await call('PUT', '/releases/1.0/promise', edited)).body);
		expect(revisions.map(({ revision, margin, afterTheFact }) => [revision, margin, afterTheFact])).toEqual([
			[2, 0.2, false],
			[1, null, false]
		]);
		// What anybody can check without asking us.
		let previous: string | null = null;
		for (const { digest, afterTheFact: _, ...promise } of revisions.toReversed()) {
			const text = canonicalJson({ ...promise, previous });
			expect(createHash('sha256').update(text).digest('hex')).toBe(digest);
			previous = digest;
		}
		expect(PromiseReply.parse((await call('GET', '/releases/1.0/promise')).body)).toMatchObject({
			binding: 2,
			exploratory: false
		});
	});

	it('keeps what was written after the release, and says so', async () => {
		const call = await newCaller();
		await call('POST', '/releases', { version: '1.0', at: PAST });
		expect((await call('GET', '/releases/1.0/promise')).body).toEqual({
			version: '1.0',
			binding: null,
			exploratory: true,
			revisions: []
		});
		const late = PromiseReply.parse((await call('PUT', '/releases/1.0/promise', PROMISE)).body);
		expect(late).toMatchObject({ binding: null, exploratory: true, revisions: [{ revision: 1, afterTheFact: true }] });
	});

	it('outlives its release, so that making that anew rewrites nothing', async () => {
		const call = await newCaller();
		await call('POST', '/releases', { version: '1.0', at: PAST });
		await call('PUT', '/releases/1.0/promise', PROMISE);
		await call('DELETE', '/releases/1.0');
		await call('POST', '/releases', { version: '1.0', at: PAST });
		expect(PromiseReply.parse((await call('GET', '/releases/1.0/promise')).body).revisions).toHaveLength(1);
	});

	it('gives two that write at once a revision each', async () => {
		const call = await newCaller();
		const writes = Array.from({ length: 8 }, (_, index) =>
			call('PUT', '/releases/1.0/promise', { ...PROMISE, margin: 0.1 + index })
		);
		expect((await Promise.all(writes)).map(({ status }) => status)).toEqual(
			Array.from({ length: 5 }, () => 200).concat([200, 422, 422])
		);
		const { revisions } = PromiseReply.parse((await call('GET', '/releases/1.0/promise')).body);
		expect(revisions.map(({ revision }) => revision)).toEqual([6, 5, 4, 3, 2, 1]);
	});

	it('names every field that is wrong', async () => {
		const call = await newCaller();
		const wrong = {
			...{ hypothesis: ' ', outcome: 'stars', guardrails: ['nps', 'stars', 'nps', 'joy'], margin: 9 },
			...{ reviewOn: '2026-02-30', owner: 7, extra: 1 }
		};
		const refused = await call('PUT', '/releases/1.0/promise', wrong);
		expect(refused.status).toBe(422);
		expect(errorsOf(refused.body)?.sort()).toEqual([
			...['extra', 'guardrails.1', 'guardrails.2', 'guardrails.3', 'hypothesis', 'margin', 'owner', 'reviewOn']
		]);
	});
});

describe('/releases/{version}/decision', () => {
	it('keeps every decision with who made it, when and why', async () => {
		const call = await newCaller();
		await call('POST', '/releases', { version: '1.0', at: PAST });
		expect((await call('GET', '/releases/1.0/decision')).body).toEqual({ version: '1.0', current: null, history: [] });
		await call('PUT', '/releases/1.0/decision', { decision: 'wait' });
		const last = { decision: 'roll back', why: 'Low scores tripled.', by: 'Ana' };
		const made = DecisionReply.parse((await call('PUT', '/releases/1.0/decision', last)).body);
		expect(made.current).toMatchObject({ ...last, revision: 2 });
		expect(made.history.map(({ decision, by }) => [decision, by])).toEqual([
			['roll back', 'Ana'],
			['wait', 'ingest read write']
		]);
		expect(DecisionReply.parse((await call('GET', '/releases/1.0/decision')).body)).toEqual(made);
	});

	it('knows four decisions, and only releases that are there', async () => {
		const call = await newCaller();
		expect((await call('PUT', '/releases/1.0/decision', { decision: 'keep' })).status).toBe(404);
		await call('POST', '/releases', { version: '1.0', at: PAST });
		const refused = await call('PUT', '/releases/1.0/decision', { decision: 'revert', by: '' });
		expect([refused.status, errorsOf(refused.body)?.sort()]).toEqual([422, ['by', 'decision']]);
	});
});
