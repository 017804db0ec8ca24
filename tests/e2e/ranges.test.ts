import type { Locator, Page } from '@playwright/test';
import { expect, test } from './test.ts';

const DAY_MS = 86_400_000;
const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();
const stars = (days: number, more: object = {}) => ({ scale: 'stars', score: 4, at: daysAgo(days), ...more });

const menu = (page: Page) => page.locator('section').getByLabel(/^Time range/);
const live = (page: Page) => expect(page.getByRole('button', { name: /^Live/ })).toBeVisible();
const volume = (page: Page) => page.getByRole('figure', { name: /^Feedback per/ });
const param = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

test.describe('the range of time', () => {
	test('is typed, with a word on what could not be read, and remembered', async ({
		server,
		member,
		newProduct,
		post
	}) => {
		const { slug, key } = await newProduct();
		await post('feedback', key, [stars(0.1), stars(3)]);
		await member.goto(`${server.url}/p/${slug}`);
		await live(member);
		await menu(member).click();
		const field = member.getByRole('textbox', { name: 'Range', exact: true });
		await field.fill('someday');
		await field.press('Enter');
		await expect(member.getByText(/“someday” could not be read\. Write a length/)).toBeVisible();
		await field.fill('1 – 3 Mar 2026');
		await field.press('Enter');
		await expect(menu(member)).toContainText('1 Mar – 3 Mar 2026');
		expect([param(member, 'from'), param(member, 'to')]).toEqual(['2026-03-01', '2026-03-03']);
		await member.getByRole('link', { name: 'One range back' }).click();
		await expect(menu(member)).toContainText('26 Feb – 28 Feb 2026');
		await member.goBack();
		await expect(menu(member)).toContainText('1 Mar – 3 Mar 2026');
		await member.goto(`${server.url}/p/${slug}`);
		await live(member);
		await menu(member).click();
		await member.getByRole('list', { name: 'Recent' }).getByRole('link', { name: '1 Mar – 3 Mar 2026' }).click();
		await expect(menu(member)).toContainText('1 Mar – 3 Mar 2026');
	});

	test('is chosen on a calendar by key', async ({ server, member, newProduct, post }) => {
		const { slug, key } = await newProduct();
		await post('feedback', key, stars(1));
		await member.goto(`${server.url}/p/${slug}?from=2026-03-09&to=2026-03-11`);
		await live(member);
		await menu(member).click();
		const day = (name: RegExp) => member.getByRole('button', { name });
		await day(/March 10, 2026|10 March 2026/).focus();
		await member.keyboard.press('ArrowUp');
		await member.keyboard.press('Enter');
		await member.keyboard.press('ArrowDown');
		await member.keyboard.press('ArrowRight');
		await member.keyboard.press('Enter');
		await expect(member.getByLabel('From')).toHaveValue('2026-03-03');
		await member.getByRole('button', { name: 'Apply' }).last().click();
		await expect(menu(member)).toContainText('3 Mar – 11 Mar 2026');
	});

	test('begins with a release, and moves with it @long', async ({ server, member, newProduct, post }) => {
		const { slug, key } = await newProduct();
		await post('feedback', key, [stars(2), stars(6), stars(9)]);
		const versions = ['1.0', '1.1', '1.2', '2.0', '2.1', '2.2', '3.0'];
		for (const [index, version] of versions.entries())
			await post('releases', key, { version, at: daysAgo(20 - 2 * index) });
		await member.goto(`${server.url}/p/${slug}`);
		await live(member);
		await menu(member).click();
		const since = member.getByRole('list', { name: 'Since a release' });
		await expect(since.getByRole('link')).toHaveCount(5);
		await member.getByRole('searchbox', { name: 'Since a release' }).fill('1.0');
		await expect(since.getByRole('link')).toHaveCount(1);
		await since.getByRole('link', { name: '1.0' }).click();
		await expect(menu(member)).toContainText('Since 1.0');
		expect(param(member, 'from')).toBe('release:1.0');
		await expect(volume(member)).toContainText('3 answers');
		await post('releases', key, { version: '1.0', at: daysAgo(7) });
		await expect(volume(member)).toContainText('2 answers');
	});

	test('is zoomed into by a drag and by key, and Back returns', async ({ server, member, newProduct, post }) => {
		const { slug, key } = await newProduct();
		await post(
			'feedback',
			key,
			Array.from({ length: 40 }, (_, index) => stars(index + 0.1))
		);
		await member.goto(`${server.url}/p/${slug}?from=now-40d`);
		await live(member);
		const plot = volume(member).getByRole('img').first();
		await expect(plot.locator('svg')).toBeVisible();
		const box = await plot.boundingBox();
		if (!box) throw new Error('the chart has no place');
		await member.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2);
		await member.mouse.down();
		await member.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2, { steps: 4 });
		await member.mouse.up();
		await expect.poll(() => param(member, 'from')).toMatch(/^\d{4}-\d{2}-\d{2}$/);
		await expect(plot).toHaveAttribute('aria-label', /: [89] in all|: 10 in all/);
		await plot.focus();
		await member.keyboard.press('Home');
		await member.keyboard.press('Shift+ArrowRight');
		const first = member.url();
		await member.keyboard.press('Enter');
		await expect.poll(() => member.url()).not.toBe(first);
		await expect(plot).toHaveAttribute('aria-label', /: 2 in all/);
		await member.goBack();
		await member.goBack();
		await expect(menu(member)).toContainText('Last 40 days');
	});

	test('is compared with the same weekdays, which stay true as late answers come', async ({
		server,
		member,
		newProduct,
		post
	}) => {
		const { slug, key } = await newProduct();
		const rows = Array.from({ length: 90 }, (_, index) => stars((index * 7) % 14, { id: `row-${index}` }));
		await post('feedback', key, rows);
		/** Answers by day of the calendar in Berlin, asked anew. */
		const fresh = async (): Promise<Map<string, number>> => {
			const response = await fetch(`${server.url}/api/v1/query`, {
				method: 'POST',
				headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
				body: JSON.stringify({ metric: 'feedback_volume', from: 'now-20d', to: 'now', bucket: 'day' })
			});
			const { result }: { result: { series: { buckets: { start: string; n: number }[] }[] } } = await response.json();
			return new Map((result.series[0]?.buckets ?? []).map(({ start, n }) => [berlinDay(Date.parse(start)), n]));
		};
		const cells = async (table: Locator): Promise<[string, string][]> =>
			table.getByRole('row').evaluateAll((all) =>
				all.slice(1).map((row) => {
					const texts = [...row.querySelectorAll('td')].map((cell) => cell.textContent.trim());
					return [texts[0] ?? '', texts.at(-1) ?? ''];
				})
			);
		const expected = async () => {
			const counts = await fresh();
			return Array.from({ length: 5 }, (_, back) => {
				const day = (days: number) => String(counts.get(berlinDay(Date.now() - days * DAY_MS)) ?? 0);
				return [day(back), day(back + 7)];
			});
		};
		await member.goto(`${server.url}/p/${slug}?from=now-4d&bucket=day&compare=weeks`);
		await live(member);
		await expect(volume(member)).toContainText('same weekdays, 7 days before');
		await member.keyboard.press('t');
		const table = volume(member).getByRole('table');
		await expect.poll(() => cells(table)).toEqual(await expected());
		const before = await cells(table);
		await post('feedback', key, [stars(8, { id: 'late' }), stars(0, { id: 'now' })]);
		await expect.poll(() => cells(table)).not.toEqual(before);
		await expect.poll(() => cells(table)).toEqual(await expected());
		await member.reload();
		await live(member);
		await member.keyboard.press('t');
		await expect.poll(() => cells(table)).toEqual(await expected());
		await member.getByLabel(/^Compare: same/).click();
		await member.getByRole('link', { name: 'Nothing' }).click();
		await expect(volume(member).getByText('same weekdays')).toHaveCount(0);
		expect(param(member, 'compare')).toBeNull();
	});

	test('keeps its place in the address when a line is shown alone @long', async ({
		server,
		member,
		newProduct,
		post
	}) => {
		const { slug, key } = await newProduct();
		const channels = ['web', 'phone', 'kiosk'];
		await post(
			'feedback',
			key,
			Array.from({ length: 300 }, (_, index) => stars(index / 6, { channel: channels[index % 3] }))
		);
		await member.goto(`${server.url}/p/${slug}`);
		await live(member);
		const legend = member.getByRole('list', { name: 'Lines' });
		await legend.getByRole('button', { name: 'phone' }).click();
		await expect.poll(() => new URL(member.url()).searchParams.getAll('hide').sort()).toEqual(['kiosk', 'web']);
		await member.reload();
		await expect(legend.getByRole('button', { name: 'web' })).toHaveAttribute('aria-pressed', 'false');
		await expect(legend.getByRole('button', { name: 'phone' })).toHaveAttribute('aria-pressed', 'true');
	});
});

const BERLIN = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' });
const berlinDay = (ms: number): string => BERLIN.format(ms);
