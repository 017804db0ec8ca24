import { describe, expect, inject, it } from 'vitest';
import { createApi } from '../../fixtures/api.ts';
import { eventually, expectCurrent, followPanel, type FollowedPanel } from './followed-panel.ts';
import { at, createLiveFixture, HOURLY } from './live-fixture.ts';

const api = createApi(inject('server'));
const { newViewer, socketOf } = createLiveFixture(api);

const PANELS = [HOURLY, { ...HOURLY, bucket: 'day' }, { ...HOURLY, bucket: 'all', groupBy: 'channel' }];
const CROWD = 100;

const statements = async (): Promise<number> => {
	const { body } = await api.call<string>('GET', '/metrics');
	return Number(/^upshot_store_queries_total (\d+)$/m.exec(body)?.[1]);
};

describe('many viewers of the same panels', () => {
	it('cost the store what one costs, also when they all come at once', async () => {
		const { product, socket, post } = await newViewer();
		const panels: FollowedPanel[] = [];
		for (const question of PANELS) panels.push(await followPanel(socket, question));
		const costOfRow = async (time: string) => {
			const revisions = panels.map(({ revision }) => revision());
			const before = await statements();
			await post({ text: 'a', channel: 'ios', at: at(time) });
			await eventually(() =>
				panels.forEach(({ revision }, index) => expect(revision()).toBeGreaterThan(revisions[index] ?? NaN))
			);
			return (await statements()) - before;
		};
		const ofOne = await costOfRow('08:15');
		// The INSERT, and what is read for all panels together.
		expect(ofOne).toBeGreaterThan(1);

		const before = await statements();
		const others = await Promise.all(
			Array.from({ length: CROWD - 1 }, async () => {
				const other = await socketOf(product);
				return Promise.all(PANELS.map((question) => followPanel(other, question)));
			})
		);
		// Their answers were there already.
		expect(await statements()).toBe(before);
		panels.push(...others.flat());
		expect(await costOfRow('09:15')).toBe(ofOne);
		for (const panel of panels.slice(0, PANELS.length)) await expectCurrent(api, product, panel);
		const results = new Set(panels.map(({ panel, result, misfits }) => JSON.stringify([panel, result(), misfits])));
		expect(results.size).toBe(PANELS.length);
	});
});
