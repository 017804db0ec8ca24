import { describe, expect, inject, it } from 'vitest';
import {
	DashboardReply,
	DashboardsReply,
	DashboardVersionsReply
} from '../../../src/lib/server/doors/dashboard-replies.ts';
import { ProblemReply } from '../../../src/lib/server/doors/replies.ts';
import { createApi } from '../../fixtures/api.ts';

const api = createApi(inject('server'));

const QUESTION = { metric: 'stars', from: 'now-7d', to: 'now', bucket: 'day', filter: [] };
const panel = (id: string, changes: object = {}) => ({
	...{ id, title: `Panel ${id}`, question: QUESTION, chart: 'line', x: 0, y: 0, w: 6, h: 4 },
	...changes
});
const BOARD = { title: 'Inbox health', panels: [panel('a'), panel('b', { x: 6, chart: 'number' })] };

async function newCaller() {
	const { key } = await api.newProduct();
	return (method: string, path: string, body?: unknown) =>
		api.call<unknown>(method, `/api/v1/dashboards${path}`, { key: key.all, ...(body !== undefined && { body }) });
}

describe('/dashboards', () => {
	it('makes, lists, gives back, replaces and removes', async () => {
		const call = await newCaller();
		expect((await call('GET', '')).body).toEqual({ dashboards: [] });
		const made = await call('PUT', '/inbox', BOARD);
		expect(made.status).toBe(201);
		expect(DashboardReply.parse(made.body)).toEqual({ slug: 'inbox', ...BOARD, variables: [], revision: 1 });
		expect(DashboardsReply.parse((await call('GET', '')).body).dashboards).toEqual([
			{ slug: 'inbox', title: 'Inbox health', revision: 1 }
		]);
		// What was given back can be put as it is.
		const { body } = await call('GET', '/inbox');
		expect(body).toEqual(made.body);
		const again = await call('PUT', '/inbox', body);
		expect([again.status, DashboardReply.parse(again.body).revision]).toEqual([200, 2]);
		expect((await call('DELETE', '/inbox')).status).toBe(204);
		for (const [method, path] of [['GET', '/inbox'] as const, ['DELETE', '/inbox'] as const, ['GET', '/No!'] as const])
			expect((await call(method, path)).status).toBe(404);
	});

	it('refuses a stale revision and says which one there is; one of two who save at once is told', async () => {
		const call = await newCaller();
		await call('PUT', '/inbox', BOARD);
		await call('PUT', '/inbox', { ...BOARD, title: 'By A', revision: 1 });
		const stale = await call('PUT', '/inbox', { ...BOARD, title: 'By B', revision: 1 });
		expect(stale.status).toBe(409);
		expect(ProblemReply.parse(stale.body)).toMatchObject({ revision: 2, errors: [{ path: 'revision' }] });
		expect((await call('GET', '/inbox')).body).toMatchObject({ title: 'By A', revision: 2 });
		const both = await Promise.all(['C', 'D'].map((title) => call('PUT', '/inbox', { ...BOARD, title, revision: 2 })));
		expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
		// Without a revision whatever is there is replaced.
		expect((await call('PUT', '/inbox', BOARD)).body).toMatchObject({ revision: 4 });
	});

	it('keeps every version, over a deletion too, and brings one back', async () => {
		const call = await newCaller();
		await call('PUT', '/inbox', BOARD);
		await call('PUT', '/inbox', { ...BOARD, title: 'Second', panels: [] });
		await call('DELETE', '/inbox');
		const { versions } = DashboardVersionsReply.parse((await call('GET', '/inbox/versions')).body);
		expect(versions.map(({ revision, title, by }) => [revision, title, by])).toEqual([
			[2, 'Second', 'ingest read write'],
			[1, 'Inbox health', 'ingest read write']
		]);
		const { revision: _, ...first } = DashboardReply.parse((await call('GET', '/inbox/versions/1')).body);
		expect(first).toEqual({ slug: 'inbox', ...BOARD, variables: [] });
		const restored = await call('PUT', '/inbox', first);
		expect([restored.status, DashboardReply.parse(restored.body).revision]).toEqual([201, 3]);
		expect((await call('GET', '/inbox/versions/9')).status).toBe(404);
		expect((await call('GET', '/other/versions')).status).toBe(404);
	});

	it('names every wrong field by its path, and another slug than the address', async () => {
		const call = await newCaller();
		const wrong = { ...QUESTION, metric: 'joy', filter: [{ field: 'score', op: '>=', value: 'x' }] };
		const panels = [panel('a'), panel('b'), panel('c'), panel('d', { question: wrong, w: 13 })];
		const refused = await call('PUT', '/inbox', { title: '', panels });
		expect(refused.status).toBe(422);
		expect(
			ProblemReply.parse(refused.body)
				.errors?.map(({ path }) => path)
				.sort()
		).toEqual(['panels.3.question.filter.0.value', 'panels.3.question.metric', 'panels.3.w', 'title']);
		expect((await call('PUT', '/inbox', { ...BOARD, slug: 'other' })).status).toBe(422);
		expect((await call('PUT', '/inbox', { ...BOARD, title: 'a\0b' })).status).toBe(422);
		expect((await call('GET', '')).body).toEqual({ dashboards: [] });
	});

	it('asks metrics of the product itself, and keeps what asks for one that is gone', async () => {
		const { key } = await api.newProduct();
		const call = (method: string, path: string, body?: unknown) =>
			api.call<unknown>(method, `/api/v1${path}`, { key: key.all, ...(body !== undefined && { body }) });
		const own = { ...BOARD, panels: [panel('a', { question: { ...QUESTION, metric: 'praise' } })] };
		expect((await call('PUT', '/dashboards/inbox', own)).status).toBe(422);
		const definition = { kind: 'count', over: 'feedback', where: [{ field: 'score', op: '>=', value: 4 }] };
		expect((await call('PUT', '/metrics/praise', { definition, title: 'Praise' })).status).toBe(201);
		expect((await call('PUT', '/dashboards/inbox', own)).status).toBe(201);
		await call('DELETE', '/metrics/praise');
		expect((await call('GET', '/dashboards/inbox')).body).toMatchObject({ panels: own.panels });
	});

	it('keeps dashboards of products apart', async () => {
		const [mine, other] = [await newCaller(), await newCaller()];
		await mine('PUT', '/inbox', BOARD);
		expect((await other('GET', '/inbox')).status).toBe(404);
		expect((await other('GET', '/inbox/versions')).status).toBe(404);
	});
});
