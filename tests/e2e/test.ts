import { expect, test as base, type Page } from '@playwright/test';
import { startServer, type TestServer } from '../fixtures/start-server.ts';

export const PASSWORD = 'a long enough pass phrase';

type Product = { slug: string; key: string };

type Worker = {
	/** One server with its first administrator, for all tests of the worker. */
	server: TestServer;
	/** The administrator's signed-in state. */
	signedIn: { cookies: Awaited<ReturnType<ReturnType<Page['context']>['cookies']>>; origins: [] };
};

type Each = {
	/** A page of the administrator that fails the test when the console shows an error. */
	member: Page;
	newProduct: (name?: string) => Promise<Product>;
	post: (path: string, key: string, body: unknown) => Promise<void>;
	put: (path: string, key: string, body: unknown) => Promise<void>;
};

/** Collects what a page complains about. */
export function complaintsOf(page: Page): string[] {
	const complaints: string[] = [];
	page.on('console', (message) => {
		if (message.type() === 'error') complaints.push(message.text());
	});
	page.on('pageerror', (error) => complaints.push(error.message));
	return complaints;
}

export async function setUp(page: Page, server: TestServer): Promise<void> {
	if (!server.setupUrl) throw new Error('the server printed no set-up link');
	await page.goto(server.setupUrl);
	await page.getByLabel('Name').fill('Lin Wei');
	await page.getByLabel('E-mail').fill('lin@example.com');
	await page.getByLabel('Password').fill(PASSWORD);
	await page.getByRole('button', { name: 'Create account' }).click();
	await page.waitForURL((url) => url.pathname === '/' || url.pathname.startsWith('/p/'));
}

const sent =
	({ url }: TestServer, method: 'POST' | 'PUT') =>
	async (path: string, key: string, body: unknown): Promise<void> => {
		const response = await fetch(`${url}/api/v1/${path}`, {
			method,
			headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
			body: JSON.stringify(body)
		});
		expect(response.ok).toBe(true);
	};

export const test = base.extend<Each, Worker>({
	server: [
		// eslint-disable-next-line no-empty-pattern -- Playwright reads the names from the pattern
		async ({}, use) => {
			const server = await startServer();
			await use(server);
			await server.stop();
		},
		{ scope: 'worker', timeout: 90_000 }
	],
	signedIn: [
		async ({ server, browser }, use) => {
			const page = await browser.newPage();
			await setUp(page, server);
			const cookies = await page.context().cookies();
			await page.context().close();
			await use({ cookies, origins: [] });
		},
		{ scope: 'worker' }
	],
	member: async ({ browser, signedIn, contextOptions }, use) => {
		const context = await browser.newContext({ ...contextOptions, storageState: signedIn });
		const page = await context.newPage();
		const complaints = complaintsOf(page);
		await use(page);
		expect(complaints).toEqual([]);
		await context.close();
	},
	newProduct: async ({ server }, use) => {
		await use(async (name = 'Test product') => {
			const slug = `p-${crypto.randomUUID().slice(0, 8)}`;
			const call = async (path: string, body: unknown) => {
				const response = await fetch(`${server.url}/api/v1/${path}`, {
					method: 'POST',
					headers: { authorization: `Bearer ${server.masterKey}`, 'content-type': 'application/json' },
					body: JSON.stringify(body)
				});
				expect(response.status).toBe(201);
				return response.json();
			};
			await call('products', { slug, name, timezone: 'Europe/Berlin' });
			const { key } = await call('keys', { product: slug, name: 'test', scopes: ['ingest', 'read', 'write'] });
			return { slug, key };
		});
	},
	post: async ({ server }, use) => use(sent(server, 'POST')),
	put: async ({ server }, use) => use(sent(server, 'PUT'))
});

export { expect };
