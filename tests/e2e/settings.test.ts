import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './test.ts';

test.describe('the page of settings', () => {
	test('renames the product, and cuts the days of an open page by its new clock', async ({
		server,
		member,
		newProduct,
		post
	}) => {
		const { slug, key } = await newProduct('Night Bus');
		await post('feedback', key, { scale: 'stars', score: 4 });
		const overview = await member.context().newPage();
		await overview.goto(`${server.url}/p/${slug}`);
		await expect(overview.getByRole('button', { name: /^Live/ })).toBeVisible();

		await member.goto(`${server.url}/p/${slug}`);
		await member.getByRole('link', { name: 'Settings' }).first().click();
		await expect(member.getByRole('row', { name: 'Stars 1 to 5 1' })).toBeVisible();
		await member.getByRole('textbox', { name: 'Name' }).fill('Day Bus');
		await member.getByLabel('Time zone').selectOption('Asia/Shanghai');
		await member.getByRole('button', { name: 'Save' }).click();
		await expect(member.getByText('Saved.')).toBeVisible();
		await expect(member.getByLabel('Time zone')).toHaveValue('Asia/Shanghai');
		await expect(overview.getByText('Times in Asia/Shanghai')).toBeVisible();
		await expect(overview.getByText('Day Bus').first()).toBeVisible();
		await expect(overview.getByRole('button', { name: /^Live/ })).toBeVisible();
	});

	test('makes a key that is shown once and works, and revokes it after asking, by keyboard', async ({
		server,
		member,
		newProduct
	}) => {
		const { slug } = await newProduct();
		await member.goto(`${server.url}/p/${slug}/settings`);
		await member.getByLabel('What it is for').fill('iOS app');
		await member.keyboard.press('Enter');
		const made = member.getByRole('region', { name: 'API key', exact: true });
		await expect(made).toHaveText(/^up_\S{32}$/);
		await expect(member.getByRole('checkbox', { name: /ingest/ })).toBeChecked();
		const key = await made.innerText();
		const send = async () =>
			(
				await fetch(`${server.url}/api/v1/feedback`, {
					method: 'POST',
					headers: { authorization: `Bearer ${key}` },
					body: JSON.stringify({ scale: 'stars', score: 5 })
				})
			).status;
		expect(await send()).toBe(200);

		await member.reload();
		await expect(made).toHaveCount(0);
		await member.getByRole('link', { name: 'Revoke iOS app' }).focus();
		await member.keyboard.press('Enter');
		await expect(member.getByText(/Revoke “iOS app”\?/)).toBeVisible();
		expect(await send()).toBe(200);
		await expect(member.getByRole('link', { name: 'Keep it' })).toBeFocused();
		await member.keyboard.press('Shift+Tab');
		await member.keyboard.press('Enter');
		await expect(member.getByText('The key is revoked.')).toBeVisible();
		await expect(member.getByRole('link', { name: 'Revoke iOS app' })).toHaveCount(0);
		expect(await send()).toBe(401);
	});

	test('works before any script, and names what is wrong', async ({ server, browser, signedIn, newProduct }) => {
		const { slug } = await newProduct();
		const context = await browser.newContext({ storageState: signedIn, javaScriptEnabled: false });
		const page = await context.newPage();
		await page.goto(`${server.url}/p/${slug}/settings`);
		await page.getByLabel('What it is for').fill('CI');
		await page.getByRole('checkbox', { name: /ingest/ }).uncheck();
		await page.getByRole('button', { name: 'Make the key' }).click();
		await expect(page.getByText('Choose at least one.')).toBeVisible();
		await expect(page.getByLabel('What it is for')).toHaveValue('CI');
		await page.getByRole('checkbox', { name: /write/ }).check();
		await page.getByRole('button', { name: 'Make the key' }).click();
		await expect(page.getByRole('region', { name: 'API key', exact: true })).toHaveText(/^up_/);
		await page.getByRole('link', { name: 'Revoke CI' }).click();
		await page.getByRole('button', { name: 'Revoke CI' }).click();
		await expect(page.getByText('The key is revoked.')).toBeVisible();
		await page.getByRole('textbox', { name: 'Name' }).fill('Renamed');
		await page.getByRole('button', { name: 'Save' }).click();
		await expect(page.getByText('Saved.')).toBeVisible();
		await context.close();
	});

	for (const colorScheme of ['light', 'dark'] as const)
		test(`has no finding of axe, ${colorScheme}`, async ({ server, member, newProduct }) => {
			const { slug } = await newProduct();
			await member.emulateMedia({ colorScheme });
			await member.goto(`${server.url}/p/${slug}/settings`);
			await member.getByRole('link', { name: 'Revoke test' }).click();
			await expect(member.getByRole('button', { name: 'Revoke test' })).toBeVisible();
			const { violations } = await new AxeBuilder({ page: member }).analyze();
			expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
		});
});

test.describe('the page of requests', () => {
	test('shows a request while it is open, with the reason why a row was refused', async ({
		server,
		member,
		newProduct,
		post
	}) => {
		const { slug, key } = await newProduct();
		await member.goto(`${server.url}/p/${slug}/settings`);
		await member.getByRole('link', { name: 'Look at the last requests' }).click();
		await expect(member.getByRole('heading', { name: 'No request yet' })).toBeVisible();
		await expect(member.getByRole('button', { name: /^Live/ })).toBeVisible();
		await post('feedback', key, [
			{ scale: 'stars', score: 4 },
			{ scale: 'stars', score: 9 }
		]);
		const newest = member.getByRole('list', { name: 'Last requests' }).getByRole('listitem').first();
		await expect(newest).toContainText('200 stored in part');
		await expect(newest).toContainText('1 accepted, 1 row refused');
		await expect(newest).toContainText('row 2');
		await expect(newest).toContainText('key “test”');
		await member.reload();
		await expect(newest).toContainText('200 stored in part');
		const { violations } = await new AxeBuilder({ page: member }).analyze();
		expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
	});
});
