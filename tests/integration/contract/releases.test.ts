import { describe, expect, inject, it } from 'vitest';
import { ProblemReply, ReleaseReply, ReleasesReply } from '../../../src/lib/server/doors/replies.ts';
import { createApi } from '../../fixtures/api.ts';

const api = createApi(inject('server'));
const AT = '2026-01-31T08:00:00Z';

const releasesOf = async (timezone?: string) => {
	const { key } = await api.newProduct(timezone);
	const read = (path = '') => api.call<unknown>('GET', `/api/v1/releases${path}`, { key: key.read });
	const write = (method: string, path: string, body?: unknown) =>
		api.call<unknown>(method, `/api/v1/releases${path}`, { key: key.write, ...(body !== undefined && { body }) });
	return {
		read,
		post: (body: unknown) => write('POST', '', body),
		patch: (version: string, body: unknown) => write('PATCH', `/${encodeURIComponent(version)}`, body),
		remove: (version: string) => write('DELETE', `/${encodeURIComponent(version)}`),
		one: (version: string) => read(`/${encodeURIComponent(version)}`),
		all: async () => ReleasesReply.parse((await read()).body).releases
	};
};

const DEFAULTS = { title: '', notes: '', url: '', assignment: 'everyone', rollout: 'instant', stages: [] };

describe('POST /releases', () => {
	it('adds a release with its defaults', async () => {
		const { post, one } = await releasesOf();
		const made = await post({ version: '1.0', at: AT });
		expect(made.status).toBe(201);
		expect(ReleaseReply.parse(made.body)).toEqual({ version: '1.0', at: '2026-01-31T08:00:00.000Z', ...DEFAULTS });
		expect((await one('1.0')).body).toEqual(made.body);
	});

	it('keeps every field as it was sent', async () => {
		const { post, one } = await releasesOf();
		const release = {
			...{ version: '2.0', at: '2026-01-31T09:30:00+01:30', title: 'Größer 🎉', notes: '# Notes\n\n- "one"' },
			...{ url: 'https://example.com/2.0?a=b#c', assignment: 'random', rollout: 'gradual' },
			stages: [
				{ at: Date.parse(AT), share: 0.1 },
				{ at: '2026-02-01T08:00:00Z', share: 1 }
			]
		};
		expect((await post(release)).status).toBe(201);
		expect((await one('2.0')).body).toEqual({
			...release,
			at: '2026-01-31T08:00:00.000Z',
			stages: [
				{ at: '2026-01-31T08:00:00.000Z', share: 0.1 },
				{ at: '2026-02-01T08:00:00.000Z', share: 1 }
			]
		});
	});

	it('updates what is sent when the version is there, and keeps the rest', async () => {
		const { post, all } = await releasesOf();
		await post({ version: '1.0', at: AT, title: 'First', assignment: 'random', stages: [{ at: AT, share: 0.5 }] });
		const again = await post({ version: ' 1.0\n', at: '2026-02-01T08:00:00Z', notes: 'Later' });
		expect(again.status).toBe(200);
		const updated = { version: '1.0', at: '2026-02-01T08:00:00.000Z', title: 'First', notes: 'Later' };
		expect(again.body).toMatchObject({ ...updated, assignment: 'random', stages: [{ share: 0.5 }] });
		expect(await all()).toEqual([again.body]);
	});

	it('adds one release when many post the same version at once', async () => {
		const { post, all } = await releasesOf();
		const replies = await Promise.all(Array.from({ length: 8 }, () => post({ version: '1.0', at: AT })));
		expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
		expect(await all()).toHaveLength(1);
	});

	it.each([
		['UTC', '2026-03-29T00:00:00.000Z'],
		['Europe/Berlin', '2026-03-28T23:00:00.000Z'],
		['America/New_York', '2026-03-29T04:00:00.000Z'],
		['Asia/Kathmandu', '2026-03-28T18:15:00.000Z']
	])('takes a date alone for midnight in %s, and for a gradual rollout', async (zone, at) => {
		const { post } = await releasesOf(zone);
		expect((await post({ version: '1.0', at: '2026-03-29' })).body).toMatchObject({ at, rollout: 'gradual' });
	});

	it('takes a midnight that does not exist for the first moment of the day', async () => {
		const { post } = await releasesOf('America/Santiago');
		// Clocks go from 24:00 on September 5 to 01:00 on the 6th.
		const made = await post({ version: '1.0', at: '2026-09-06' });
		expect(made.body).toMatchObject({ at: '2026-09-06T04:00:00.000Z' });
	});

	it('keeps the rollout that is said beside a date', async () => {
		const { post } = await releasesOf();
		expect((await post({ version: '1.0', at: '2026-03-29', rollout: 'instant' })).body).toMatchObject({
			rollout: 'instant'
		});
	});

	it.each([
		['nothing', {}, ['at', 'version']],
		['a version of blanks', { version: ' \t', at: AT }, ['version']],
		['a version of 201 characters', { version: 'v'.repeat(201), at: AT }, ['version']],
		['the name of a folder', { version: '..', at: AT }, ['version']],
		['a version with a character that no text has', { version: '1\0', at: AT }, ['version']],
		['a time without zone', { version: '1', at: '2026-01-31T08:00' }, ['at']],
		['February 30', { version: '1', at: '2026-02-30' }, ['at']],
		['a share over 1', { version: '1', at: AT, stages: [{ at: AT, share: 1.1 }] }, ['stages.0.share']],
		['an address that is no web page', { version: '1', at: AT, url: 'javascript:alert(1)' }, ['url']],
		[
			'every field wrong at once',
			{ version: 1, at: 'x', title: 2, notes: '\0', url: 'x', assignment: 'some', rollout: 'slow', stages: {}, x: 1 },
			['assignment', 'at', 'notes', 'rollout', 'stages', 'title', 'url', 'version', 'x']
		]
	])('refuses %s with 422', async (_, body, paths) => {
		const { post, all } = await releasesOf();
		const refused = await post(body);
		expect(refused.status).toBe(422);
		const errors = ProblemReply.parse(refused.body).errors ?? [];
		expect([...new Set(errors.map(({ path }) => path))].sort()).toEqual(paths);
		expect(await all()).toEqual([]);
	});
});

describe('GET /releases', () => {
	it('lists the newest first, equal times by version', async () => {
		const { post, all } = await releasesOf();
		for (const [version, at] of [
			['b', AT],
			['old', '2025-01-01T00:00:00Z'],
			['new', '2026-06-01T00:00:00Z'],
			['a', AT]
		])
			await post({ version, at });
		expect((await all()).map(({ version }) => version)).toEqual(['new', 'b', 'a', 'old']);
	});
});

describe('/releases/{version}', () => {
	it.each([
		'1.0',
		'release/2026-01',
		'a b',
		'ü🎉',
		'100%',
		'a?b#c',
		'a+b',
		'a%2Fb',
		"o'clock",
		'"',
		'...',
		'\\',
		'null'
	])('is reached as %j', async (version) => {
		const { post, patch, one, remove, all } = await releasesOf();
		expect((await post({ version, at: AT })).status).toBe(201);
		expect((await one(version)).body).toMatchObject({ version });
		expect((await patch(version, { title: 'Found' })).body).toMatchObject({ version, title: 'Found' });
		expect((await remove(version)).status).toBe(204);
		expect(await all()).toEqual([]);
	});

	it('is trimmed like everywhere', async () => {
		const { post, one } = await releasesOf();
		await post({ version: '  1.0 ', at: AT });
		expect((await one(' 1.0\t')).body).toMatchObject({ version: '1.0' });
	});

	it.each(['1', 'ONE', '\0', '\ud800', '%', ' '])('is a 404 as %j, for every method', async (version) => {
		const { post, patch, one, remove, all } = await releasesOf();
		await post({ version: 'one', at: AT });
		const path = version === '\ud800' ? '\ufffd' : version;
		for (const { status, body } of [await one(path), await patch(path, { title: 'a' }), await remove(path)]) {
			expect(status).toBe(404);
			expect(ProblemReply.parse(body).status).toBe(404);
		}
		expect(await all()).toHaveLength(1);
	});

	it('is a 404 with an escape that is none', async () => {
		const { read } = await releasesOf();
		for (const path of ['/%zz', '/%', '/%E0%A4%A']) expect((await read(path)).status).toBe(404);
	});
});

describe('PATCH /releases/{version}', () => {
	it('changes what is sent and nothing else', async () => {
		const { post, patch, one } = await releasesOf();
		const { body: before } = await post({ version: '1.0', at: AT, title: 'First', rollout: 'gradual' });
		expect((await patch('1.0', { title: 'Second' })).body).toEqual({ ...Object(before), title: 'Second' });
		const patched = await patch('1.0', { at: '2026-02-01T00:00:00Z', notes: 'n', assignment: 'self-selected' });
		expect(patched.body).toMatchObject({ at: '2026-02-01T00:00:00.000Z', title: 'Second', rollout: 'gradual' });
		expect((await one('1.0')).body).toEqual(patched.body);
	});

	it.each([
		['nothing', {}],
		['another version', { version: '2.0' }],
		['an unknown field', { name: 'x' }],
		['a wrong value', { rollout: 'slow' }]
	])('refuses %s with 422', async (_, body) => {
		const { post, patch, one } = await releasesOf();
		const { body: before } = await post({ version: '1.0', at: AT });
		expect((await patch('1.0', body)).status).toBe(422);
		expect((await one('1.0')).body).toEqual(before);
	});
});

describe('DELETE /releases/{version}', () => {
	it('takes the release away once', async () => {
		const { post, remove, one } = await releasesOf();
		await post({ version: '1.0', at: AT });
		const gone = await remove('1.0');
		expect([gone.status, gone.body]).toEqual([204, '']);
		expect((await remove('1.0')).status).toBe(404);
		expect((await one('1.0')).status).toBe(404);
		expect((await post({ version: '1.0', at: AT })).status).toBe(201);
	});
});
