import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './test.ts';

test.describe('the palette, by keyboard alone', () => {
	test('opens, finds, goes and gives the focus back', async ({ server, member, newProduct, post }) => {
		const { slug, key } = await newProduct('Night Bus');
		await post('releases', key, { version: '4.2.0', at: '2026-01-31', title: 'Night timetable' });
		await member.goto(`${server.url}/p/${slug}`);
		await expect(member.getByRole('button', { name: /^Live/ })).toBeVisible();
		const link = member.getByRole('link', { name: 'Releases' }).first();
		await link.focus();

		await member.keyboard.press('Control+k');
		const field = member.getByRole('combobox', { name: 'Go to or do' });
		await expect(field).toBeFocused();
		const { violations } = await new AxeBuilder({ page: member }).analyze();
		expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
		await member.keyboard.type('qqq');
		await expect(member.getByText(/Nothing is called that/)).toBeVisible();
		await member.keyboard.press('Escape');
		await expect(field).toHaveCount(0);
		await expect(link).toBeFocused();

		await member.keyboard.press('Control+k');
		await member.keyboard.type('4.2');
		await expect(member.getByRole('option', { selected: true })).toHaveText('4.2.0 Night timetable Release');
		await member.keyboard.press('Enter');
		await expect(member.getByRole('textbox', { name: 'Version' })).toHaveValue('4.2.0');

		await member.context().grantPermissions(['clipboard-read', 'clipboard-write']);
		await member.getByRole('heading', { level: 1 }).click();
		await member.keyboard.press('Control+k');
		await member.keyboard.type('copy link');
		await member.keyboard.press('Enter');
		await expect(member.getByText('The link is copied.')).toBeVisible();
		expect(await member.evaluate(() => navigator.clipboard.readText())).toBe(member.url());

		await member.getByRole('textbox', { name: 'Title' }).focus();
		await member.keyboard.press('Control+k');
		await member.keyboard.type('?');
		await expect(member.getByRole('textbox', { name: 'Title' })).toHaveValue(/\?$/);
		await expect(member.getByRole('dialog')).toHaveCount(0);
	});

	test('changes theme and language, and then finds in Chinese and in English', async ({
		server,
		browser,
		signedIn,
		newProduct
	}) => {
		const { slug } = await newProduct();
		const context = await browser.newContext({ storageState: signedIn });
		const page = await context.newPage();
		await page.goto(`${server.url}/p/${slug}/settings`);
		const pick = async (field: string, search: string) => {
			await page.locator('body').press('Control+k');
			await expect(page.getByRole('combobox', { name: field })).toBeFocused();
			await page.keyboard.type(search);
			await page.keyboard.press('Enter');
		};
		await expect(page.getByRole('button', { name: /^Live/ })).toBeVisible();
		await pick('Go to or do', 'dark');
		await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
		await expect(page.getByRole('button', { name: /^Live/ })).toBeVisible();
		await pick('Go to or do', '中文');
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('设置');
		await expect(page.getByRole('button', { name: /^实时/ })).toBeVisible();
		await pick('前往或执行', '请求');
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('请求');
		await pick('前往或执行', 'releases');
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('版本');
		await context.close();
	});

	test('shows every key after ?, also from the palette and from the menu', async ({ server, member, newProduct }) => {
		const { slug } = await newProduct();
		await member.goto(`${server.url}/p/${slug}/releases`);
		await expect(member.getByRole('button', { name: /^Live/ })).toBeVisible();
		const keys = member.getByRole('dialog', { name: 'Keys' });
		await member.locator('body').press('?');
		await expect(keys.getByText('Ctrl K')).toBeVisible();
		const { violations } = await new AxeBuilder({ page: member }).analyze();
		expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
		await member.keyboard.press('Escape');
		await expect(keys).toHaveCount(0);
		await member.keyboard.press('Control+k');
		const input = member.getByRole('combobox', { name: 'Go to or do' });
		await expect(input).toBeFocused();
		await input.fill('keys');
		await expect(member.getByRole('option').first()).toContainText('Keys');
		await member.keyboard.press('Enter');
		await expect(keys).toBeVisible();
		await member.keyboard.press('Escape');
		await member.getByLabel('Menu').click();
		await member.getByRole('button', { name: /^Keys/ }).click();
		await expect(keys).toBeVisible();
		await keys.getByRole('button', { name: 'Close' }).click();
		await expect(keys).toHaveCount(0);
	});
});
