import { readFile } from 'node:fs/promises';
import { describe, expect, inject, it } from 'vitest';
import type { DashboardReply } from '../../../src/lib/server/doors/dashboard-replies.ts';
import { createApi } from '../../fixtures/api.ts';
import { upshot, writeText } from './command.ts';
import type { z } from 'zod';

const server = inject('server');
const api = createApi(server);

const QUESTION = { metric: 'stars', from: 'now-7d', to: 'now', bucket: 'day' };
const panel = { id: 'a', question: QUESTION, chart: 'line', x: 0, y: 0, w: 6, h: 4 };
const board = (title: string) => ({ title, panels: [panel], variables: [{ field: 'attributes.plan' }] });

describe('upshot dashboard', () => {
	it('exports a file that makes the same dashboards elsewhere, and nothing the second time', async () => {
		const [here, there] = [await api.newProduct(), await api.newProduct()];
		for (const slug of ['b', 'a'])
			await api.call('PUT', `/api/v1/dashboards/${slug}`, { key: here.key.write, body: board(`Board ${slug}`) });
		const path = await writeText('dashboards.json', '');
		const run = (args: string[], { slug, key } = there) =>
			upshot(['dashboard', ...args, '--product', slug], { url: server.url, apiKey: key.all });

		expect(await run(['export', '--out', path], here)).toMatchObject({
			code: 0,
			out: `Wrote 2 dashboards to ${path}.\n`
		});
		const text = await readFile(path, 'utf8');
		expect(text).not.toContain('revision');
		expect(await run(['import', path])).toMatchObject({ code: 0, out: '2 added, 0 changed, 0 as they were.\n' });
		expect(await run(['import', path])).toMatchObject({ code: 0, out: '0 added, 0 changed, 2 as they were.\n' });
		expect((await run(['export'])).out).toBe(text);
		const one = await api.call<z.infer<typeof DashboardReply>>('GET', '/api/v1/dashboards/a', { key: there.key.read });
		expect(one.body).toEqual({ slug: 'a', ...board('Board a'), revision: 1 });

		const changed = await writeText('one.json', JSON.stringify({ slug: 'a', ...board('Renamed'), revision: 7 }));
		expect((await run(['import', changed])).out).toBe('0 added, 1 changed, 0 as they were.\n');
	});

	it('says what is wrong with the command, the file or a dashboard', async () => {
		const { slug, key } = await api.newProduct();
		const run = (...args: string[]) =>
			upshot(['dashboard', ...args, '--product', slug], { url: server.url, apiKey: key.all });
		expect((await run('show')).code).toBe(2);
		expect(await run('export', 'none')).toMatchObject({ code: 2, err: 'There is no dashboard “none”.\n' });
		expect((await run('import', await writeText('x.json', '{'))).code).toBe(2);
		const noSlug = await run('import', await writeText('x.json', '{"dashboards":[{"title":"A"}]}'));
		expect(noSlug).toMatchObject({ code: 2, err: expect.stringContaining('dashboards.0.slug') });
		const wrong = { slug: 'a', ...board('A'), panels: [{ ...panel, chart: 'pie' }] };
		const refused = await run('import', await writeText('x.json', JSON.stringify(wrong)));
		expect(refused).toMatchObject({ code: 3, err: expect.stringContaining('panels.0.chart') });
	});
});
