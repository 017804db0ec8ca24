import { AxeBuilder } from '@axe-core/playwright';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { freePort } from '../fixtures/free-port.ts';
import { startServer } from '../fixtures/start-server.ts';
import { expect, setUp, test } from './test.ts';

const stars = (score: number, more: object = {}) => ({ scale: 'stars', score, ...more });
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

/** Answers on three scales, in two channels, by named customers: every panel has something to draw. */
const rows = Array.from({ length: 240 }, (_, index) => ({
	...[stars(1 + (index % 5)), { scale: 'nps', score: index % 11 }, { scale: 'csat', score: 1 + (index % 5) }][
		index % 3
	],
	...{
		at: daysAgo(index / 6),
		channel: ['ios', 'web'][index % 2],
		version: `1.${index % 3}`,
		customer: `c-${index % 40}`
	}
}));

const stat = (page: Page, name: RegExp) =>
	page
		.locator('dl > div')
		.filter({ has: page.getByText(name) })
		.locator('dd')
		.first();

/** How often anything in the figure of this title was changed since it was asked first. */
const changesOf = (page: Page, title: string | RegExp) =>
	page.getByRole('figure', { name: title }).evaluate((figure) => {
		const known: unknown = Reflect.get(figure, 'changes');
		if (typeof known === 'number') return known;
		Reflect.set(figure, 'changes', 0);
		new MutationObserver(() => Reflect.set(figure, 'changes', Number(Reflect.get(figure, 'changes')) + 1)).observe(
			figure,
			{ subtree: true, childList: true, attributes: true, characterData: true }
		);
		return 0;
	});

const pretendHidden = (page: Page, isHidden: boolean) =>
	page.evaluate((value) => {
		Object.defineProperty(document, 'hidden', { get: () => value, configurable: true });
		document.dispatchEvent(new Event('visibilitychange'));
	}, isHidden);

test.describe('what a live page costs', () => {
	test('changes no chart that is out of sight, and has it current when it comes into sight', async ({
		server,
		member,
		newProduct,
		post
	}) => {
		const { slug, key } = await newProduct();
		await post('feedback', key, rows);
		await post('events', key, { name: 'opened', customer: 'c-1' });
		await member.setViewportSize({ width: 390, height: 600 });
		await member.goto(`${server.url}/p/${slug}`);
		await expect(member.getByRole('button', { name: /^Live/ })).toBeVisible();
		await expect(stat(member, /^Feedback/)).toHaveText('240');
		const last = /by channel/;
		await expect(member.getByRole('figure', { name: last })).toHaveCount(1);
		await expect.poll(() => changesOf(member, last)).toBe(0);
		for (let index = 1; index <= 3; index++) {
			await post('feedback', key, stars(5, { channel: 'ios' }));
			await expect(stat(member, /^Feedback/)).toHaveText(String(240 + index));
		}
		expect(await changesOf(member, last)).toBe(0);
		await member.getByRole('figure', { name: last }).scrollIntoViewIfNeeded();
		await expect.poll(() => changesOf(member, last)).toBeGreaterThan(0);
	});

	test('draws nothing in a hidden tab, and everything on return', async ({ server, member, newProduct, post }) => {
		const { slug, key } = await newProduct();
		await post('feedback', key, rows);
		await member.goto(`${server.url}/p/${slug}`);
		await expect(member.getByRole('button', { name: /^Live/ })).toBeVisible();
		await expect(member.locator('figure svg').first()).toBeVisible();
		const watcher = await member.context().newPage();
		await watcher.goto(`${server.url}/p/${slug}`);
		await pretendHidden(member, true);
		await changesOf(member, 'Feedback per day');
		const before = await stat(member, /^Feedback/).innerText();
		await post('feedback', key, stars(1));
		await expect(stat(watcher, /^Feedback/)).toHaveText('241');
		expect(await changesOf(member, 'Feedback per day')).toBe(0);
		expect(await stat(member, /^Feedback/).innerText()).toBe(before);
		await pretendHidden(member, false);
		await expect(stat(member, /^Feedback/)).toHaveText('241');
	});
});

test.describe('TV mode', () => {
	test('comes back by itself after the server was killed, and after an update of it, and Esc leaves @long', async ({
		browser
	}) => {
		const dataDir = await mkdtemp(join(tmpdir(), 'upshot-tv-'));
		const env = { PORT: String(await freePort()) };
		let server = await startServer({ dataDir, env });
		const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
		const page = await context.newPage();
		try {
			await setUp(page, server);
			const api = async (path: string, body: unknown, key = server.masterKey) => {
				const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
				return (
					await fetch(`${server.url}/api/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
				).json();
			};
			await api('products', { slug: 'night', name: 'Night Bus', timezone: 'Europe/Berlin' });
			const { key } = await api('keys', { product: 'night', name: 'test', scopes: ['ingest'] });
			await api('feedback', rows, key);

			await page.goto(`${server.url}/p/night`);
			await page.getByLabel('Menu', { exact: true }).click();
			await page.getByRole('link', { name: 'TV mode' }).click();
			await expect(page).toHaveURL(/\/tv$/);
			await page.keyboard.press(' ');
			await expect(page.getByText('Held')).toBeVisible();
			await expect(page.getByRole('contentinfo').getByText(/^Live/)).toBeVisible();
			await expect(page.getByRole('banner').getByRole('navigation')).toHaveCount(0);
			await page.emulateMedia({ colorScheme: 'dark' });
			await page.setViewportSize({ width: 1920, height: 1080 });
			const { violations } = await new AxeBuilder({ page }).analyze();
			expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
			await page.evaluate(() => Reflect.set(window, 'loaded', 'once'));

			server.process.kill('SIGKILL');
			await expect(page.getByText('Reconnecting. The last picture stays.')).toBeVisible();
			await expect(stat(page, /^Feedback/)).toHaveText('240');
			server = await startServer({ dataDir, env });
			await expect(page.getByRole('contentinfo').getByText(/^Live/)).toBeVisible({ timeout: 30_000 });
			await api('feedback', stars(5), key);
			await expect(stat(page, /^Feedback/)).toHaveText('241');
			expect(await page.evaluate(() => Reflect.get(window, 'loaded'))).toBe('once');

			await page.route('**/version.json', (route) => route.fulfill({ json: { version: 'another' } }));
			await context.setOffline(true);
			server.process.kill('SIGKILL');
			await expect(page.getByText('Reconnecting. The last picture stays.')).toBeVisible();
			await context.setOffline(false);
			const reloaded = page.waitForEvent('load', { timeout: 30_000 });
			server = await startServer({ dataDir, env });
			await reloaded;
			expect(await page.evaluate(() => Reflect.get(window, 'loaded') ?? null)).toBeNull();
			await expect(page.getByRole('contentinfo').getByText(/^Live/)).toBeVisible({ timeout: 30_000 });

			await page.keyboard.press('Escape');
			await expect(page).toHaveURL(/\/p\/night$/);
		} finally {
			await context.close();
			await server.stop();
			await rm(dataDir, { recursive: true, force: true });
		}
	});
});
