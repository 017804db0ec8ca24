import { AxeBuilder } from '@axe-core/playwright';
import { complaintsOf, expect, test } from './test.ts';

const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();

const ROWS = [
	{ id: 'one', at: hoursAgo(1), scale: 'stars', score: 4, text: 'The tab bar crashes on rotation.', customer: 'c-1' },
	{
		...{ id: 'two', at: hoursAgo(3), scale: 'stars', score: 1, text: 'CRASH after the update\n\nsecond line' },
		...{ channel: 'ios', customer: 'c-1', version: '2.0', attributes: { plan: 'pro', seats: 3 } }
	},
	{ id: 'silent', at: hoursAgo(5), scale: 'nps', score: 9, customer: 'c-1' }
];

test.describe('who can read the page of feedback', () => {
	for (const [theme, width] of [['light', 1440]] as const)
		test(`has no finding of axe at ${width} px, ${theme}`, async ({ server, browser, signedIn, newProduct, post }) => {
			const { slug, key } = await newProduct();
			await post('feedback', key, ROWS);
			const context = await browser.newContext({
				storageState: signedIn,
				colorScheme: theme,
				viewport: { width, height: 900 }
			});
			const page = await context.newPage();
			const complaints = complaintsOf(page);
			for (const address of ['?q=crash', '?answer=two', '?q=nothing+like+it']) {
				await page.goto(`${server.url}/p/${slug}/feedback${address}`);
				await expect(page.getByRole('button', { name: /^Live/ })).toBeVisible();
				const { violations } = await new AxeBuilder({ page }).analyze();
				expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
				const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
				expect(overflow).toBeLessThanOrEqual(0);
			}
			await page.goto(`${server.url}/p/${slug}/feedback?answer=two`);
			await expect(page.getByRole('list', { name: 'Answers' })).toBeVisible({ visible: width > 992 });
			await expect(page.locator('p').filter({ hasText: 'second line' })).toBeVisible();
			expect(complaints).toEqual([]);
			await context.close();
		});
});
