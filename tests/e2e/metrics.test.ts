import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './test.ts';

test.describe('the page of metrics', () => {
	test('makes, changes and removes a metric by keyboard alone, with the number beside it as it is typed', async ({
		server,
		member,
		newProduct,
		post
	}) => {
		const { slug, key } = await newProduct('Night Bus');
		await post('events', key, { name: 'crash', value: 3 });
		await post('events', key, { name: 'search', value: 5 });
		const page = `${server.url}/p/${slug}/settings`;
		await member.goto(page);
		await member.getByRole('link', { name: 'Open metrics' }).press('Enter');
		await member.getByRole('link', { name: 'New metric' }).press('Enter');

		const preview = member.getByRole('status', { name: 'Preview' });
		await member.getByRole('textbox', { name: 'Value' }).first().focus();
		await member.keyboard.type('crash');
		await expect(preview).toContainText('n = 1');
		await member.getByLabel('Name', { exact: true }).focus();
		await member.keyboard.type('crashes');
		await member.keyboard.press('Tab');
		await member.keyboard.type('Crashes');
		await member.keyboard.press('Enter');
		await expect(member.getByText('Crashes is saved.')).toBeVisible();

		await member.getByRole('link', { name: 'Change Crashes' }).press('Enter');
		await member.getByLabel('What it is').focus();
		await member.keyboard.type('Mean');
		await member.getByRole('button', { name: 'Remove filter 1' }).press('Enter');
		await expect(preview).toContainText('n = 2');
		await member.getByLabel('Unit').fill('ms');
		await expect(preview).toContainText('4 ms');
		expect((await new AxeBuilder({ page: member }).analyze()).violations).toEqual([]);
		await member.getByRole('button', { name: 'Save' }).press('Enter');
		await expect(member.getByRole('listitem').filter({ hasText: 'Crashes' })).toContainText('Mean');

		await member.getByRole('button', { name: 'Remove Crashes' }).press('Enter');
		await expect(member.getByText('Crashes is removed.')).toBeVisible();
		await expect(member.getByText('None yet.')).toBeVisible();
	});
});
