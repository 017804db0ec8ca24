import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';

const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();

const answer = (text: string, more: object = {}) => ({ scale: 'stars', score: 4, text, ...more });

const list = (page: Page) => page.getByRole('list', { name: 'Answers' });
const items = (page: Page) => list(page).getByRole('link');
const about = (page: Page) => page.getByRole('status').filter({ hasText: 'newest first' });
const panel = (page: Page, text: string) => page.locator('section').filter({ has: page.getByText(text) });
const live = (page: Page) => expect(page.getByRole('button', { name: /^Live/ })).toBeVisible();

async function search(page: Page, words: string): Promise<void> {
	await page.getByRole('searchbox').fill(words);
	await page.getByRole('searchbox').press('Enter');
}

const HOSTILE = '<img src=x onerror="document.title=1"> & <b>bold</b>';

const ROWS = [
	answer('The tab bar crashes on rotation.', { id: 'crash-1', at: hoursAgo(1), channel: 'web', customer: 'c-1' }),
	answer('一打开就闪退，求修复', { id: 'zh-1', at: hoursAgo(2), channel: 'ios', lang: 'zh-CN' }),
	answer('CRASH after the update\n\nsecond line', {
		...{ id: 'crash-2', at: hoursAgo(3), score: 1, channel: 'ios', customer: 'c-1', version: '2.0' },
		attributes: { plan: 'pro', seats: 3 }
	}),
	answer(HOSTILE, { id: 'hostile', at: hoursAgo(4) }),
	{ id: 'silent', at: hoursAgo(5), scale: 'nps', score: 9, customer: 'c-1' }
];

test.describe('the page of feedback', () => {
	test('finds words in English and Chinese, all of them, and says how many', async ({
		server,
		member,
		newProduct,
		post
	}) => {
		const { slug, key } = await newProduct();
		await post('feedback', key, ROWS);
		await member.goto(`${server.url}/p/${slug}/feedback`);
		await expect(about(member)).toHaveText('5 answers, newest first');
		await search(member, 'crash');
		await expect(about(member)).toHaveText('2 answers with “crash”, newest first');
		await expect(list(member).locator('mark')).toHaveText(['crash', 'CRASH']);
		await search(member, 'crash "tab bar"');
		await expect(about(member)).toHaveText('1 answer with “crash” and “tab bar”, newest first');
		await search(member, '闪退');
		await expect(about(member)).toHaveText('1 answer with “闪退”, newest first');
		await expect(list(member).locator('mark')).toHaveText('闪退');
		await search(member, 'nobody said this');
		await expect(member.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
		await member.getByRole('link', { name: 'Clear the search' }).last().click();
		await expect(items(member)).toHaveCount(5);
		await member.goBack();
		await expect(member.getByRole('searchbox')).toHaveValue('nobody said this');
	});

	test('shows one answer in full, as text, with what belongs to it', async ({ server, member, newProduct, post }) => {
		const { slug, key } = await newProduct();
		await post('releases', key, { version: '1.9', at: hoursAgo(50) });
		await post('releases', key, { version: '2.0', at: hoursAgo(2.5) });
		await post('feedback', key, ROWS);
		await member.goto(`${server.url}/p/${slug}/feedback`);
		await items(member).filter({ hasText: 'CRASH after' }).click();
		const open = panel(member, 'second line').first();
		await expect(open.getByText('second line')).toHaveCSS('white-space', 'pre-wrap');
		for (const [term, value] of [
			['Release in force', /^1\.9/],
			['Release of its version', /^2\.0/],
			['Customer', 'c-1'],
			['Channel', 'ios'],
			['plan', 'pro'],
			['seats', '3']
		] as const)
			await expect(
				open
					.locator('dl > div')
					.filter({ has: member.getByText(term, { exact: true }) })
					.locator('dd')
			).toHaveText(value);
		await expect(open.getByText('2 answers, newest first')).toBeVisible();
		await open.getByRole('link', { name: /The tab bar crashes/ }).click();
		await expect(member).toHaveURL(/answer=crash-1/);
		await expect(member.getByRole('heading', { level: 3, name: 'Other answers of this customer' })).toBeVisible();
		await member.goBack();
		await member.goBack();
		await expect(member.getByText('Open an answer to read it in full')).toBeVisible();

		await items(member).filter({ hasText: 'bold' }).click();
		await expect(panel(member, 'Release in force').getByText(HOSTILE)).toBeVisible();
		await expect(member.locator('main img, main b').filter({ hasText: 'bold' })).toHaveCount(0);
		await expect(member).toHaveTitle(/^Feedback/);
		await member.goto(`${server.url}/p/${slug}/feedback?answer=gone`);
		await expect(member.getByRole('heading', { name: 'There is no such answer' })).toBeVisible();
	});

	test('is moved through with the keyboard alone', async ({ server, member, newProduct, post }) => {
		const { slug, key } = await newProduct();
		await post('feedback', key, ROWS);
		await member.goto(`${server.url}/p/${slug}/feedback`);
		await live(member);
		await member.keyboard.press('j');
		await expect(items(member).nth(0)).toBeFocused();
		await member.keyboard.press('j');
		await member.keyboard.press('ArrowDown');
		await member.keyboard.press('k');
		await expect(items(member).nth(1)).toBeFocused();
		await member.keyboard.press('Enter');
		await expect(member).toHaveURL(/answer=zh-1/);
		await expect(items(member).nth(1)).toHaveAttribute('aria-current', 'true');
		await member.keyboard.press('j');
		await expect(items(member).nth(2)).toBeFocused();
		await member.keyboard.press('Enter');
		await expect(member).toHaveURL(/answer=crash-2/);
		await member.keyboard.press('Escape');
		await expect(member).not.toHaveURL(/answer=/);
		await expect(items(member).nth(2)).toBeFocused();
		await member.keyboard.press('/');
		await expect(member.getByRole('searchbox')).toBeFocused();
		await member.keyboard.type('jk');
		await expect(member.getByRole('searchbox')).toHaveValue('jk');
	});

	test('narrows by a filter and a range, and says what each leaves', async ({ server, member, newProduct, post }) => {
		const { slug, key } = await newProduct();
		await member.goto(`${server.url}/p/${slug}/feedback`);
		await expect(member.getByRole('heading', { name: 'No answers yet' })).toBeVisible();
		await live(member);
		await post('feedback', key, ROWS);
		// Nothing was being read, so the first answers appear by themselves.
		await expect(items(member)).toHaveCount(5);

		await member.getByLabel('Add filter').click();
		await member.getByLabel('Value').fill('ios');
		await member.getByRole('button', { name: 'Add filter' }).click();
		await expect(about(member)).toHaveText('2 answers, newest first');
		await search(member, '闪退');
		await expect(items(member)).toHaveCount(1);
		await expect(member).toHaveURL(/filter=channel.*ios/);
		await member.getByRole('link', { name: /Remove the filter/ }).click();
		await expect(member).not.toHaveURL(/filter/);
		await search(member, '');
		await expect(items(member)).toHaveCount(5);

		await member.goto(`${server.url}/p/${slug}/feedback?from=2020-01-01&to=2020-02-01`);
		await expect(member.getByRole('heading', { name: 'No answers in this range' })).toBeVisible();
		await member.getByRole('link', { name: 'Show all time' }).click();
		await expect(items(member)).toHaveCount(5);
		await member.goto(`${server.url}/p/${slug}/feedback?filter=channel:=:fax`);
		await expect(member.getByRole('heading', { name: 'Filtered out' })).toBeVisible();
	});

	test('reads on over 170 answers without doubles or gaps while new ones wait above', async ({
		server,
		member,
		newProduct,
		post
	}) => {
		const { slug, key } = await newProduct();
		// Ten share each moment.
		const rows = Array.from({ length: 170 }, (_, index) =>
			answer(`Number ${index}.`, { id: `n-${index}`, at: hoursAgo(1 + Math.floor(index / 10)) })
		);
		await post('feedback', key, rows);
		await member.goto(`${server.url}/p/${slug}/feedback`);
		await live(member);
		await expect(items(member).first()).toBeVisible();
		const top = await items(member).first().getAttribute('href');

		await post('feedback', key, [answer('New one.'), answer('New two.')]);
		const bar = member.getByRole('button', { name: /2 new answers/ });
		await expect(bar).toBeVisible();
		await expect(items(member).first()).toHaveAttribute('href', top ?? '');

		await expect(async () => {
			await items(member).last().scrollIntoViewIfNeeded();
			await expect(items(member)).toHaveCount(170, { timeout: 500 });
		}).toPass();
		const shown = await items(member).evaluateAll((all) => all.map((one) => one.id));
		expect(new Set(shown).size).toBe(170);
		await expect(member.getByText('That is all of them.')).toBeVisible();

		await items(member).nth(160).click();
		await expect(member).toHaveURL(/answer=/);
		await expect(items(member)).toHaveCount(170);

		await bar.click();
		await expect(items(member).filter({ hasText: 'New two.' })).toHaveCount(1);
		await expect(about(member)).toHaveText('172 answers, newest first');
		await expect(bar).toHaveCount(0);
	});

	test('works before any script: search, older answers, one answer', async ({
		server,
		browser,
		signedIn,
		newProduct,
		post
	}) => {
		const { slug, key } = await newProduct();
		await post(
			'feedback',
			key,
			Array.from({ length: 60 }, (_, index) =>
				answer(`Number ${index}.`, { at: hoursAgo(1 + index), id: `n-${index}` })
			)
		);
		const context = await browser.newContext({ storageState: signedIn, javaScriptEnabled: false });
		const page = await context.newPage();
		await page.goto(`${server.url}/p/${slug}/feedback`);
		await expect(items(page)).toHaveCount(50);
		await page.getByRole('link', { name: 'Older answers' }).click();
		await expect(items(page)).toHaveCount(10);
		await expect(items(page).first()).toContainText('Number 50.');
		await items(page).first().click();
		await expect(panel(page, 'Release in force').getByText('Number 50.')).toBeVisible();
		await page.goto(`${server.url}/p/${slug}/feedback`);
		await search(page, 'number 7');
		await expect(about(page)).toContainText('6 answers with “number” and “7”');
		await context.close();
	});

	test('opens the answers behind a point, and leads back', async ({ server, member, newProduct, post }) => {
		const { slug, key } = await newProduct();
		await post('feedback', key, [
			...Array.from({ length: 30 }, (_, index) => answer(`Earlier ${index}.`, { at: hoursAgo(24 + index * 12) })),
			answer('Of this hour.', { channel: 'web' })
		]);
		await member.goto(`${server.url}/p/${slug}?filter=score:>=:1`);
		await live(member);
		await expect(member.getByRole('link', { name: 'Read all 31' })).toBeVisible();
		const plot = member
			.getByRole('figure', { name: /^Feedback per/ })
			.getByRole('img')
			.first();
		await plot.focus();
		await member.keyboard.press('End');
		await member.keyboard.press('Enter');
		await member.waitForURL(/\/feedback\?from=/);
		await expect(member).toHaveURL(/filter=score/);
		await expect(items(member).filter({ hasText: 'Of this hour.' })).toHaveCount(1);
		await member.goBack();
		await expect(member.getByRole('figure', { name: /^Feedback per/ })).toBeVisible();
		await member.getByRole('link', { name: 'Read all 31' }).click();
		await expect(about(member)).toHaveText('31 answers, newest first');
	});
});
