import { complaintsOf, expect, PASSWORD, setUp, test } from './test.ts';
import { startServer } from '../fixtures/start-server.ts';

test.describe('the way in', () => {
	test('leads from the set-up link to a product with its key, once', async ({ browser }) => {
		const server = await startServer();
		try {
			const page = await browser.newPage();
			const complaints = complaintsOf(page);
			await setUp(page, server);
			await expect(page.getByRole('heading', { level: 1 })).toHaveText('What is your product called?');

			await page.getByLabel('Name', { exact: true }).fill('Night Bus');
			await expect(page.getByLabel('Time zone')).toHaveValue('America/New_York');
			await page.getByRole('button', { name: 'Create product' }).click();
			await expect(page.getByRole('heading', { level: 1 })).toHaveText('Night Bus is ready for its first feedback');
			const key = await page.getByRole('region', { name: 'API key' }).innerText();
			expect(key).toMatch(/^up_\S{32}$/);

			const posted = await fetch(`${server.url}/api/v1/feedback`, {
				method: 'POST',
				headers: { authorization: `Bearer ${key}` },
				body: JSON.stringify({ scale: 'stars', score: 5 })
			});
			expect(await posted.json()).toEqual({ accepted: 1, duplicates: 0, rejected: [] });

			await page.getByRole('link', { name: 'Open the overview' }).click();
			await page.waitForURL('**/p/night-bus');
			expect(complaints).toEqual([]);

			const stranger = await browser.newPage();
			await stranger.goto(server.setupUrl ?? '');
			await stranger.waitForURL('**/signin?next=%2F');
		} finally {
			await server.stop();
		}
	});

	test('keeps a wrong set-up token out', async ({ browser }) => {
		const server = await startServer();
		try {
			const page = await browser.newPage();
			await page.goto(`${server.url}/setup?token=guess`);
			await expect(page.getByRole('status')).toContainText('no longer valid');
			await expect(page.getByLabel('E-mail')).toHaveCount(0);
		} finally {
			await server.stop();
		}
	});
});

test.describe('signing in', () => {
	test('asks who it is, refuses a wrong password, and leads back to the page asked for', async ({
		server,
		signedIn,
		browser,
		newProduct
	}) => {
		expect(signedIn.cookies.length).toBeGreaterThan(0);
		const { slug } = await newProduct();
		const page = await browser.newPage();
		await page.goto(`${server.url}/p/${slug}`);
		await page.waitForURL(`**/signin?next=${encodeURIComponent(`/p/${slug}`)}`);
		await page.getByLabel('E-mail').fill('lin@example.com');
		await page.getByLabel('Password').fill('not the pass phrase');
		await page.getByRole('button', { name: 'Sign in' }).click();
		await expect(page.getByRole('alert')).toHaveText(/wrong/);
		await page.getByLabel('Password').fill(PASSWORD);
		await page.getByRole('button', { name: 'Sign in' }).click();
		await page.waitForURL(`**/p/${slug}`);
	});

	test('never leads to another site', async ({ server, signedIn, browser }) => {
		const context = await browser.newContext({ storageState: signedIn });
		const page = await context.newPage();
		await page.goto(`${server.url}/signin?next=//example.com/`);
		expect(new URL(page.url()).host).toBe(new URL(server.url).host);
	});
});
