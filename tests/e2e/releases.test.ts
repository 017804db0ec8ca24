import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './test.ts';

test.describe('the page of releases', () => {
	test('adds, changes and deletes a release, and tells an open overview', async ({
		server,
		member,
		newProduct,
		post
	}) => {
		const { slug, key } = await newProduct();
		await post('feedback', key, { scale: 'stars', score: 4 });
		const overview = await member.context().newPage();
		await overview.goto(`${server.url}/p/${slug}?from=now-8w`);
		await expect(overview.getByRole('button', { name: /^Live/ })).toBeVisible();

		await member.goto(`${server.url}/p/${slug}/releases`);
		await expect(member.getByRole('heading', { name: 'No releases yet' })).toBeVisible();
		await member.getByRole('link', { name: 'Add a release' }).click();
		await member.getByRole('textbox', { name: 'Version' }).fill('4.2.0');
		await member.getByRole('textbox', { name: 'Title' }).fill('Night timetable');
		await member.getByRole('textbox', { name: 'Notes' }).fill('Buses every ten minutes.');
		await member.getByLabel('Stage 1, date').fill('2026-11-20');
		await member.getByLabel('Stage 1, share in percent').fill('25');
		await member.getByRole('button', { name: 'Save' }).click();
		await expect(member.getByText('Night timetable')).toBeVisible();
		await expect(member.getByText('25%')).toBeVisible();
		const marker = overview.getByRole('figure', { name: 'Feedback per day' }).getByRole('button', { name: /4\.2\.0/ });
		await expect(marker).toHaveCount(1);

		await member.getByRole('link', { name: 'Edit 4.2.0' }).click();
		await expect(member.getByLabel('Stage 1, date')).toHaveValue('2026-11-20');
		await member.getByRole('textbox', { name: 'Version' }).fill('4.2.1');
		await member.getByRole('button', { name: 'Save' }).click();
		await expect(member.getByRole('link', { name: 'Edit 4.2.1' })).toBeVisible();
		await expect(member.getByRole('link', { name: 'Edit 4.2.0' })).toHaveCount(0);

		await member.getByRole('link', { name: 'Edit 4.2.1' }).click();
		await member.getByRole('button', { name: 'Delete 4.2.1' }).click();
		await expect(member.getByRole('heading', { name: 'No releases yet' })).toBeVisible();
		await expect(marker).toHaveCount(0);
		const list = await fetch(`${server.url}/api/v1/releases`, { headers: { authorization: `Bearer ${key}` } });
		expect(await list.json()).toEqual({ releases: [] });
	});

	test('names what is wrong and keeps what was typed', async ({ server, member, newProduct, post }) => {
		const { slug, key } = await newProduct();
		await post('releases', key, { version: '1.0', at: '2026-01-31' });
		await member.goto(`${server.url}/p/${slug}/releases?edit=`);
		await member.getByRole('textbox', { name: 'Version' }).fill('1.0');
		await member.getByRole('textbox', { name: 'Title' }).fill('The first');
		await member.getByRole('button', { name: 'Save' }).click();
		await expect(member.getByText('This version exists already. Edit that one instead.')).toBeVisible();
		await expect(member.getByRole('textbox', { name: 'Title' })).toHaveValue('The first');
	});

	test('shows a release that CI sends while it is open, and has no serious finding of axe', async ({
		server,
		member,
		newProduct,
		post
	}) => {
		const { slug, key } = await newProduct();
		await member.goto(`${server.url}/p/${slug}/releases`);
		await expect(member.getByRole('button', { name: /^Live/ })).toBeVisible();
		await post('releases', key, { version: '7.0', at: '2026-03-01', notes: 'Faster.' });
		await expect(member.getByRole('link', { name: 'Edit 7.0' })).toBeVisible();
		const { violations } = await new AxeBuilder({ page: member }).analyze();
		expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
		await member.goto(`${server.url}/p/${slug}/releases?edit=7.0`);
		expect((await new AxeBuilder({ page: member }).analyze()).violations.map(({ id }) => id)).toEqual([]);
	});
});
