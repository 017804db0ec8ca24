import { describe, expect, inject, it } from 'vitest';
import type { Series } from '../../../src/lib/domain/question.ts';
import { createApi, type TestProduct } from '../../fixtures/api.ts';
import { createRandom } from '../../fixtures/random.ts';
import { expectCurrent, followPanel } from './followed-panel.ts';
import { createLiveFixture, DAY, HOURLY } from './live-fixture.ts';

const api = createApi(inject('server'));
const { newViewer } = createLiveFixture(api);
const random = createRandom();

const WORDS = ['It CRASHES', 'crash again', '闪退', 'slow', 'LANGSAM', 'fine', 'very nice', 'a “quoted” word'];
const TOPICS: Readonly<Record<string, readonly string[]>> = {
	crash: ['crash', '闪退'],
	'Speed / 速度': ['slow', 'langsam', 'lag']
};

type Row = { at: number; text?: string; scale: string; score: number };
const rows: readonly Row[] = Array.from({ length: 400 }, () => {
	const said = [random.pick(WORDS), random.pick(WORDS)].join(', ');
	const at = Date.parse(DAY.from) + random.below(24 * 60) * 60_000;
	return { at, ...(random.chance(0.9) && { text: said }), scale: 'stars', score: 1 + random.below(5) };
});

const isAbout = ({ text = '' }: Row, topic: string): boolean =>
	(TOPICS[topic] ?? []).some((term) => text.toLowerCase().includes(term.toLowerCase()));
const aboutNone = (row: Row): boolean => Object.keys(TOPICS).every((topic) => !isAbout(row, topic));

const define = (product: TestProduct, name: string, terms: readonly string[]) =>
	api.call('PUT', `/api/v1/topics/${encodeURIComponent(name)}`, { key: product.key.write, body: { terms } });

const total = { metric: 'feedback_volume', ...DAY, bucket: 'all' };
const sizes = (series: readonly Series[]) =>
	series.map(({ group, other, buckets }) => [other ? 'other' : group, buckets.reduce((sum, { n }) => sum + n, 0)]);

describe('topic', () => {
	it(`filters and groups as counted by hand, also what came before it, seed ${random.seed}`, async () => {
		const { product, post } = await newViewer();
		await post(rows);
		for (const [name, terms] of Object.entries(TOPICS)) await define(product, name, terms);
		const ask = async (more: object) => (await api.ask({ ...total, ...more }, product)).body.result.series;
		const n = async (op: string, value: unknown) =>
			sizes(await ask({ filter: [{ field: 'topic', op, value }] }))[0]?.[1];
		const count = (fits: (row: Row) => boolean) => rows.filter(fits).length;
		const both = Object.keys(TOPICS);

		expect(await n('=', 'crash')).toBe(count((row) => isAbout(row, 'crash')));
		expect(await n('!=', 'crash')).toBe(count((row) => !isAbout(row, 'crash')));
		expect(await n('in', both)).toBe(count((row) => !aboutNone(row)));
		expect(await n('in', ['', 'crash'])).toBe(count((row) => aboutNone(row) || isAbout(row, 'crash')));
		expect(await n('=', '')).toBe(count(aboutNone));
		const filter = [{ field: 'topic', op: '=', value: 'Speed / 速度' }];
		const [share] = await ask({ metric: 'negative_share', filter });
		const asked = rows.filter((row) => isAbout(row, 'Speed / 速度'));
		expect(share?.buckets[0]).toMatchObject({
			n: asked.length,
			value: expect.closeTo(asked.filter(({ score }) => score <= 2).length / asked.length, 12)
		});
		// An answer about two counts in both.
		const grouped = new Map([
			['', count(aboutNone)],
			...both.map((topic) => [topic, count((row) => isAbout(row, topic))] as const)
		]);
		expect(new Map(sizes(await ask({ groupBy: 'topic' })) as [string, number][])).toEqual(grouped);
		const [largest] = [...grouped.values()].sort((one, another) => another - one);
		const folded = new Map(sizes(await ask({ groupBy: 'topic', groups: 1 })) as [string, number][]);
		expect(folded.get('other')).toBe([...grouped.values()].reduce((sum, size) => sum + size) - largest!);
	});

	it('is live: a panel follows the answers and what the topic means', async () => {
		const { product, socket, post } = await newViewer();
		await define(product, 'crash', ['crash']);
		await post([{ at: DAY.from, text: 'a crash' }]);
		const filter = [{ field: 'topic', op: '=', value: 'crash' }];
		// Of the same range, so that they are answered together.
		const panels = [
			await followPanel(socket, HOURLY),
			await followPanel(socket, { ...HOURLY, filter }),
			await followPanel(socket, { ...HOURLY, groupBy: 'topic' }),
			await followPanel(socket, { ...total, metric: 'negative_share', groupBy: 'topic' })
		];
		const allCurrent = async () => {
			for (const panel of panels) await expectCurrent(api, product, panel);
		};
		const shown = () => sizes(panels[1]?.result().series ?? [])[0]?.[1];
		await post([
			{ at: DAY.from, text: 'crash and slow', scale: 'nps', score: 1 },
			{ at: DAY.from, text: 'slow' }
		]);
		await allCurrent();
		expect(shown()).toBe(2);
		await define(product, 'speed', ['slow']);
		await define(product, 'crash', ['crash', 'slow']);
		await allCurrent();
		expect(shown()).toBe(3);
		expect(sizes(panels[2]?.result().series ?? [])).toEqual([
			['crash', 3],
			['speed', 2]
		]);
		expect(sizes(panels[0]?.result().series ?? [])).toEqual([[null, 3]]);
		await api.call('DELETE', '/api/v1/topics/speed', { key: product.key.write });
		await allCurrent();
		await expect(
			followPanel(socket, { ...HOURLY, filter: [{ field: 'topic', op: '=', value: 'speed' }] })
		).rejects.toThrow('invalid-question: filter.0.value: There is no topic "speed".');
	});
});
