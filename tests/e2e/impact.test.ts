import { AxeBuilder } from '@axe-core/playwright';
import { complaintsOf, expect, test } from './test.ts';

const DAY_MS = 86_400_000;
const RELEASE_DAYS = 12;

/** A source whose stars fall by one at a release twelve days ago; the same answers each time. */
function answers(): object[] {
	const nowMs = Date.now();
	return Array.from({ length: 44 * 24 * 4 }, (_, index) => {
		const ageMs = (index / (24 * 4)) * DAY_MS;
		const isSince = ageMs < RELEASE_DAYS * DAY_MS;
		const score = isSince ? [1, 2, 3, 2, 4][index % 5] : [3, 4, 5, 4, 4][index % 5];
		return { scale: 'stars', score, at: new Date(nowMs - ageMs - 60_000).toISOString(), customer: `c-${index}` };
	});
}

const releasedAt = (): string => new Date(Date.now() - RELEASE_DAYS * DAY_MS).toISOString();

test.describe('the page of one release', () => {
	test('says first what the release did, and draws the proof', async ({ server, member, newProduct, post, put }) => {
		const { slug, key } = await newProduct();
		await post('feedback', key, answers());
		await post('releases', key, { version: '4.2.0', at: releasedAt() });
		await post('releases', key, { version: '5.0', at: new Date(Date.now() + 3 * DAY_MS).toISOString() });
		await member.goto(`${server.url}/p/${slug}/releases/4.2.0?metric=stars`);
		await expect(member.getByRole('heading', { level: 1 })).toContainText(
			/4\.2\.0 lowered the star rating by [\d.]+ stars, a regression/,
			{ timeout: 30_000 }
		);
		for (const name of ['What happened, and what would have happened', 'How the answer settled'])
			await expect(member.getByRole('figure', { name }).locator('svg').first()).toBeVisible();
		await expect(member.getByText('Enough answers since')).toBeVisible();
		const before = member.getByRole('link', { name: 'Before' }).first();
		await before.click();
		await expect(member).toHaveURL(/\/feedback\?.*from=/);

		await member.goto(`${server.url}/p/${slug}/releases`);
		await expect(
			member
				.getByRole('row', { name: /4\.2\.0/ })
				.getByText('Regressed')
				.first()
		).toBeVisible({
			timeout: 30_000
		});
		await expect(
			member.getByRole('row', { name: /^5\.0/ }).getByText(/^Comes out .*; judged from then on$/)
		).toBeVisible();
		await member.getByRole('link', { name: '5.0', exact: true }).click();
		await expect(member.getByText(/^It is not out yet/)).toBeVisible();
		await expect(member.getByRole('figure')).toHaveCount(0);

		const question = { metric: 'stars', from: 'now-8w', to: 'now', bucket: 'day' };
		const panels = [{ id: 'stars', chart: 'line', question, x: 0, y: 0, w: 12, h: 5 }];
		await put('dashboards/inbox', key, { title: 'Inbox', panels });
		await member.goto(`${server.url}/p/${slug}/dashboards/inbox`);
		await expect(member.getByRole('button', { name: '4.2.0: Regressed' })).toBeAttached();
	});

	test('keeps what was promised and decided, with every version, without script too', async ({
		server,
		browser,
		signedIn,
		newProduct,
		post
	}) => {
		const { slug, key } = await newProduct();
		await post('releases', key, { version: '5.0', at: new Date(Date.now() + 3 * DAY_MS).toISOString() });
		const context = await browser.newContext({ storageState: signedIn, javaScriptEnabled: false });
		const page = await context.newPage();
		await page.goto(`${server.url}/p/${slug}/releases/5.0`);
		await expect(page.getByText('Nothing was promised')).toBeVisible();
		for (const hypothesis of ['Fewer low scores.', 'Fewer low scores, more stars.']) {
			await page.getByText(/Write a promise|Change the promise/).click();
			await page.getByRole('textbox', { name: 'What should it do, and why?' }).fill(hypothesis);
			await page.getByRole('combobox', { name: 'Primary outcome' }).selectOption('stars');
			await page.getByRole('spinbutton', { name: 'By at least' }).fill('0.2');
			await page.getByRole('button', { name: 'Keep this promise' }).click();
			await expect(page.locator('blockquote')).toHaveText(hypothesis);
		}
		await expect(page.getByText('Stars, by at least 0.2 stars').first()).toBeVisible();
		await expect(page.getByText('Written 2 days before the release.')).toBeVisible();
		await expect(page.getByText('2 versions')).toBeVisible();

		await page.getByRole('radio', { name: 'Wait' }).check();
		await page.getByRole('textbox', { name: 'Why' }).fill('Not out yet.');
		await page.getByRole('button', { name: 'Record the decision' }).click();
		await expect(page.getByText('Not out yet.')).toBeVisible();
		await context.close();
	});

	test('names what is wrong with a promise @long', async ({ server, member, newProduct, post }) => {
		const { slug, key } = await newProduct();
		await post('releases', key, { version: '5.0', at: '2026-01-31' });
		await member.goto(`${server.url}/p/${slug}/releases/5.0`);
		await member.getByText('Write a promise').click();
		await member.getByRole('textbox', { name: 'What should it do, and why?' }).fill('Better.');
		await member.getByRole('combobox', { name: 'Primary outcome' }).selectOption('stars');
		await member.getByRole('spinbutton', { name: 'By at least' }).fill('70');
		await member.getByRole('button', { name: 'Keep this promise' }).click();
		await expect(member.getByText('Enter a size above 0 that the metric can reach.')).toBeVisible();
		await expect(member.getByRole('textbox', { name: 'What should it do, and why?' })).toHaveValue('Better.');
	});

	for (const [theme, width] of [['light', 1440]] as const)
		test(`has no serious finding of axe at ${width} px, ${theme}`, async ({
			server,
			browser,
			signedIn,
			newProduct,
			post
		}) => {
			const { slug, key } = await newProduct();
			await post('feedback', key, answers());
			await post('releases', key, { version: '4.2.0', at: releasedAt() });
			const context = await browser.newContext({
				storageState: signedIn,
				colorScheme: theme,
				viewport: { width, height: 900 }
			});
			const page = await context.newPage();
			const complaints = complaintsOf(page);
			for (const path of ['releases', 'releases/4.2.0']) {
				await page.goto(`${server.url}/p/${slug}/${path}`);
				await expect(
					page
						.getByRole('main')
						.getByText(/^Regressed$|a regression/)
						.last()
				).toBeVisible({ timeout: 30_000 });
				const { violations } = await new AxeBuilder({ page }).analyze();
				expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
				const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
				expect(overflow).toBeLessThanOrEqual(0);
			}
			expect(complaints).toEqual([]);
			await context.close();
		});
});
