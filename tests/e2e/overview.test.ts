import { AxeBuilder } from '@axe-core/playwright';
import type { Page, WebSocketRoute } from '@playwright/test';
import { complaintsOf, expect, test } from './test.ts';

/** The big number of a stat. */
const stat = (page: Page, name: RegExp) =>
	page
		.locator('dl > div')
		.filter({ has: page.getByText(name) })
		.locator('dd')
		.first();

/** What the chart of this title says of itself, as a screen reader hears it. */
const plot = (page: Page, title: string) => page.getByRole('figure', { name: title }).getByRole('img').first();

/** Everything a reader sees of the numbers: stats, plots' summaries, words. */
async function picture(page: Page): Promise<string[]> {
	const stats = await page.locator('main dl').allInnerTexts();
	const plots = await page
		.getByRole('img')
		.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''));
	return [...stats, ...plots];
}

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

const stars = (score: number, more: object = {}) => ({ scale: 'stars', score, ...more });

test.describe('the overview', () => {
	test('changes its number, its chart and its words as one row arrives, in two browsers alike', async ({
		server,
		member,
		newProduct,
		post
	}) => {
		const { slug, key } = await newProduct();
		await post('feedback', key, [stars(5, { at: daysAgo(3) }), stars(2, { at: daysAgo(2) })]);
		const other = await member.context().newPage();
		for (const page of [member, other]) {
			await page.goto(`${server.url}/p/${slug}`);
			await expect(stat(page, /^Feedback/)).toHaveText('2');
			await expect(page.getByRole('button', { name: /^Live/ })).toBeVisible();
		}
		const before = await plot(member, 'Feedback per day').getAttribute('aria-label');

		await post('feedback', key, stars(5, { text: 'The night line is on time again.', customer: 'c-1' }));
		for (const page of [member, other]) {
			await expect(stat(page, /^Feedback/)).toHaveText('3');
			await expect(stat(page, /^Stars/)).toContainText('4.00');
			await expect(page.getByText('The night line is on time again.')).toBeVisible();
		}
		expect(await plot(member, 'Feedback per day').getAttribute('aria-label')).not.toBe(before);
		await expect.poll(() => picture(member)).toEqual(await picture(other));
	});

	test('shows its numbers before any script', async ({ server, browser, signedIn, newProduct, post }) => {
		const { slug, key } = await newProduct();
		await post('feedback', key, [stars(4), stars(5), stars(1)]);
		const context = await browser.newContext({ storageState: signedIn, javaScriptEnabled: false });
		const page = await context.newPage();
		await page.goto(`${server.url}/p/${slug}`);
		await expect(stat(page, /^Feedback/)).toHaveText('3');
		await expect(stat(page, /^Stars/)).toContainText('3.33');
		await context.close();
	});

	test('ends in the same picture as a reload after its connection was cut and rows came meanwhile', async ({
		server,
		member,
		newProduct,
		post
	}) => {
		const { slug, key } = await newProduct();
		await post('feedback', key, stars(3));
		const lines: WebSocketRoute[] = [];
		let isCut = false;
		await member.routeWebSocket(/socket\.io/, (line) => {
			if (isCut) return line.close();
			line.connectToServer();
			lines.push(line);
		});
		// The way around a cut socket is cut too.
		await member.route(/socket\.io/, (route) => (isCut ? route.abort() : route.continue()));
		await member.goto(`${server.url}/p/${slug}`);
		await expect(member.getByRole('button', { name: /^Live/ })).toBeVisible();

		isCut = true;
		for (const line of lines) await line.close({ code: 1012 });
		await expect(member.getByRole('status').filter({ hasText: 'Reconnecting' })).toBeVisible();
		await expect(stat(member, /^Feedback/)).toHaveText('1');
		await post('feedback', key, [stars(5), stars(5), stars(4, { at: daysAgo(5) })]);
		await member.evaluate(() => console.clear());

		isCut = false;
		await expect(stat(member, /^Feedback/)).toHaveText('4', { timeout: 30_000 });
		// Panels come back one by one; in the end they say what a page opened now says.
		const fresh = await member.context().newPage();
		await fresh.goto(`${server.url}/p/${slug}`);
		await expect(fresh.getByRole('button', { name: /^Live/ })).toBeVisible();
		await expect.poll(() => picture(member)).toEqual(await picture(fresh));
	});

	test('turns from its first steps into charts at the first row', async ({ server, member, newProduct, post }) => {
		const { slug, key } = await newProduct('Night Bus');
		await member.goto(`${server.url}/p/${slug}`);
		await expect(member.getByText(`npx upshot import feedback FILE --product ${slug}`)).toBeVisible();
		await post('feedback', key, stars(4));
		await expect(stat(member, /^Feedback/)).toHaveText('1');
	});

	test('marks a release on every time chart as it is added', async ({ server, member, newProduct, post }) => {
		const { slug, key } = await newProduct();
		await post(
			'feedback',
			key,
			Array.from({ length: 60 }, (_, index) => stars(1 + (index % 5), { at: daysAgo(index / 2), customer: 'c-1' }))
		);
		await member.goto(`${server.url}/p/${slug}`);
		await expect(member.getByRole('button', { name: /^Live/ })).toBeVisible();
		await post('releases', key, { version: '4.2.0', at: daysAgo(4) });
		for (const title of ['Feedback per day', 'Stars', 'Negative share'])
			await expect(member.getByRole('figure', { name: title }).getByRole('button', { name: /4\.2\.0/ })).toHaveCount(1);
	});

	test('keeps the view in the address: range, grain, Back', async ({ server, member, newProduct, post }) => {
		const { slug, key } = await newProduct();
		await post('feedback', key, [stars(4, { at: daysAgo(100), channel: 'web' }), stars(2, { channel: 'ios' })]);
		await member.goto(`${server.url}/p/${slug}`);
		await expect(stat(member, /^Feedback/)).toHaveText('1');
		await member.goto(`${server.url}/p/${slug}?from=now-26w`);
		await expect(stat(member, /^Feedback/)).toHaveText('2');
		await member.goto(`${server.url}/p/${slug}?from=now-26w&filter=${encodeURIComponent('channel:=:web')}`);
		await expect(stat(member, /^Feedback/)).toHaveText('1');
		await member.goBack();
		await expect(stat(member, /^Feedback/)).toHaveText('2');
		await member.goto(`${server.url}/p/${slug}?from=yesterday&bucket=fortnight`);
		await expect(stat(member, /^Feedback/)).toHaveText('1');
	});
});

test.describe('what the overview costs and who can read it', () => {
	const rows = Array.from({ length: 400 }, (_, index) =>
		stars(1 + (index % 5), {
			at: daysAgo(index / 8),
			version: `1.${index % 3}`,
			channel: ['ios', 'android', 'web'][index % 3],
			customer: `c-${index % 90}`,
			...(index % 4 === 0 && { text: 'Short and clear.' })
		})
	);

	test('transfers at most 310 kB before it is idle, and moves nothing by more than 0.02', async ({
		server,
		member,
		newProduct,
		post
	}) => {
		const { slug, key } = await newProduct();
		await post('feedback', key, rows);
		const client = await member.context().newCDPSession(member);
		await client.send('Network.enable');
		let bytes = 0;
		client.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
		await member.addInitScript(() => {
			Reflect.set(window, 'shift', 0);
			new PerformanceObserver((list) => {
				for (const entry of list.getEntries())
					if (!Reflect.get(entry, 'hadRecentInput'))
						Reflect.set(window, 'shift', Reflect.get(window, 'shift') + Reflect.get(entry, 'value'));
			}).observe({ type: 'layout-shift', buffered: true });
		});
		await member.goto(`${server.url}/p/${slug}`, { waitUntil: 'networkidle' });
		await expect(member.getByRole('button', { name: /^Live/ })).toBeVisible();
		await expect(member.locator('canvas, figure svg').first()).toBeVisible();
		expect(bytes).toBeGreaterThan(50_000);
		expect(bytes).toBeLessThanOrEqual(310_000);
		expect(await member.evaluate(() => Reflect.get(window, 'shift'))).toBeLessThanOrEqual(0.02);
	});

	for (const [theme, width] of [['dark', 390]] as const)
		test(`has no serious finding of axe at ${width} px, ${theme}`, async ({
			server,
			browser,
			signedIn,
			newProduct,
			post
		}) => {
			const { slug, key } = await newProduct();
			await post('feedback', key, rows);
			await post('releases', key, { version: '1.2', at: daysAgo(12) });
			const context = await browser.newContext({
				storageState: signedIn,
				colorScheme: theme,
				viewport: { width, height: 900 }
			});
			const page = await context.newPage();
			const complaints = complaintsOf(page);
			await page.goto(`${server.url}/p/${slug}`);
			await expect(page.getByRole('button', { name: /^Live/ })).toBeVisible();
			await expect(page.locator('canvas, figure svg').first()).toBeVisible();
			const { violations } = await new AxeBuilder({ page }).analyze();
			expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
			const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
			expect(overflow).toBeLessThanOrEqual(0);
			expect(complaints).toEqual([]);
			await context.close();
		});

	test('speaks Chinese and keeps theme and language', async ({ server, browser, signedIn, newProduct, post }) => {
		const { slug, key } = await newProduct();
		await post('feedback', key, rows);
		const context = await browser.newContext({
			storageState: { ...signedIn, cookies: signedIn.cookies.filter(({ name }) => name !== 'PARAGLIDE_LOCALE') },
			locale: 'zh-CN'
		});
		const page = await context.newPage();
		await page.goto(`${server.url}/p/${slug}`);
		await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
		await expect(page.getByRole('heading', { level: 1 })).toContainText(/[\u4e00-\u9fff]/);
		const words = await page.locator('main').innerText();
		expect(words).not.toMatch(/\b(answers|interval|mean|chart|table)\b/i);
		await context.request.post(`${server.url}/preferences`, {
			form: { theme: 'dark', locale: 'en', next: `/p/${slug}` },
			headers: { origin: server.url }
		});
		await page.reload();
		await expect(page.locator('html')).toHaveAttribute('lang', 'en');
		await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
		await context.close();
	});
});
