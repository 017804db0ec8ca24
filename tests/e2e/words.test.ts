import { AxeBuilder } from '@axe-core/playwright';
import { complaintsOf, expect, test } from './test.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const releasedAt = (): string => new Date(Date.now() - 10 * DAY_MS).toISOString();

const PLACES = ['inbox', 'calendar', 'drafts', 'archive', 'profile'];
/** An answer every three hours for thirty days; since ten days ago a third of them say what broke. Longer equal ones would be copies. */
const answers = (isChinese: boolean): object[] =>
	Array.from({ length: 240 }, (_, index) => {
		const ageMs = (index * 3 + 1) * HOUR_MS;
		const broke = ageMs < 10 * DAY_MS && index % 3 === 0;
		const place = PLACES[index % PLACES.length] ?? '';
		const english = broke ? `Says no connection, ${place}` : `My ${place} works`;
		const chinese = broke ? `连接失败，${place}` : `${place}一样`;
		return { at: new Date(Date.now() - ageMs).toISOString(), text: isChinese ? chinese : english };
	});

test.describe('words that changed', () => {
	test('lead to the answers that say them, and are saved as a topic', async ({ server, member, newProduct, post }) => {
		const { slug, key } = await newProduct();
		await post('feedback', key, answers(false));
		await post('releases', key, { version: '4.2.0', at: releasedAt() });
		await member.goto(`${server.url}/p/${slug}/releases/4.2.0`);
		const words = member.getByRole('region', { name: 'Words that changed' });
		const row = words.getByRole('row', { name: /no connection/ });
		await expect(row).toBeVisible({ timeout: 30_000 });
		await expect(words.getByRole('region', { name: 'Said more often since' })).toContainText('27 of 80');
		await row.getByRole('link', { name: /Read the 27 texts since/ }).click();
		await expect(member).toHaveURL(/\/feedback\?q=.*from=/);
		await expect(member.locator('mark').first()).toContainText(/no connection/i);

		await member.goBack();
		await words.getByRole('checkbox').first().check();
		await words.getByRole('button', { name: 'Save topic' }).click();
		await expect(words.getByText('Give the topic a name')).toBeVisible();
		await words.getByRole('checkbox').first().check();
		await words.getByRole('combobox', { name: 'Topic' }).fill('Offline');
		await words.getByRole('button', { name: 'Save topic' }).click();
		await expect(words.getByText('Saved in the topic “Offline”.')).toBeVisible();
		await expect(words.getByText('in Offline')).toBeVisible();
		await words.getByRole('link', { name: 'All topics' }).click();
		await expect(member.getByRole('list', { name: 'Topics' }).getByText('Offline')).toBeVisible();
		await member.getByRole('button', { name: 'Remove the topic Offline' }).click();
		await expect(member.getByText('No topic yet.')).toBeVisible();
	});

	test('say so where there are too few texts', async ({ server, member, newProduct, post }) => {
		const { slug, key } = await newProduct();
		await post('feedback', key, answers(false).slice(0, 30));
		await post('releases', key, { version: '1.0', at: releasedAt() });
		await member.goto(`${server.url}/p/${slug}/releases/1.0`);
		await expect(member.getByText('Too few texts to compare words')).toBeVisible();
	});

	for (const [theme, width] of [['dark', 390]] as const)
		test(`have no finding of axe at ${width} px, ${theme}`, async ({ server, browser, signedIn, newProduct, post }) => {
			const { slug, key } = await newProduct();
			await post('feedback', key, answers(true));
			await post('releases', key, { version: '2.0', at: releasedAt() });
			const context = await browser.newContext({
				storageState: signedIn,
				colorScheme: theme,
				viewport: { width, height: 900 }
			});
			const page = await context.newPage();
			const complaints = complaintsOf(page);
			await page.goto(`${server.url}/p/${slug}/releases/2.0`);
			await expect(page.getByRole('row', { name: /连接|失败/ }).first()).toBeVisible({ timeout: 30_000 });
			const { violations } = await new AxeBuilder({ page }).analyze();
			expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
			const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
			expect(overflow).toBeLessThanOrEqual(0);
			expect(complaints).toEqual([]);
			await context.close();
		});
});
