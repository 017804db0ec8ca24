import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './test.ts';

const ROWS = [
	{ scale: 'stars', score: 5, channel: 'ios', version: '1.0' },
	{ scale: 'stars', score: 2, channel: 'web', version: '1.0' },
	{ scale: 'stars', score: 3, channel: 'web', version: '1.1' }
];

async function axeOf(page: Page): Promise<string[]> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Walks there as somebody does who has no mouse. */
async function tabTo(page: Page, target: Locator): Promise<void> {
	await expect(target).toBeVisible();
	for (let steps = 0; steps < 120; steps++) {
		if (await target.evaluate((element) => element === document.activeElement)) return;
		await page.keyboard.press('Tab');
	}
	throw new Error(`no way by Tab to ${String(target)}`);
}

const isLive = (page: Page) => expect(page.getByRole('button', { name: /^Live/ })).toBeVisible();

test.describe('a dashboard, from nothing', () => {
	test('by mouse: built, filtered by a variable, live, looked into and deleted', async ({
		server,
		member,
		newProduct,
		post,
		put
	}) => {
		const { slug, key } = await newProduct('Night Bus');
		await post('feedback', key, ROWS);
		await put('topics/crash', key, { terms: ['crashes'] });
		await member.goto(`${server.url}/p/${slug}`);
		await member.getByRole('link', { name: 'Dashboards' }).first().click();
		await expect(member.getByText('No dashboard yet')).toBeVisible();
		expect(await axeOf(member)).toEqual([]);
		await member.getByRole('textbox', { name: 'Name of the dashboard' }).fill('Inbox health');
		await member.getByRole('button', { name: 'Create dashboard' }).click();
		await isLive(member);

		await member.getByRole('group', { name: 'Editing' }).getByRole('button', { name: 'Add panel' }).click();
		await expect(member.getByRole('heading', { name: 'Feedback per day' })).toBeVisible();
		await member.getByRole('radio', { name: 'Number' }).check();
		await member.getByLabel('Metric').selectOption('Stars');
		await expect(member.getByText('n = 3')).toBeVisible();
		expect(await axeOf(member)).toEqual([]);
		await member.getByRole('button', { name: 'Done' }).click();
		await member.getByRole('button', { name: 'Add panel' }).click();
		await member.getByLabel('Split by').selectOption('channel');
		await member.getByRole('radio', { name: 'Table' }).check();
		await member.getByRole('combobox', { name: 'Grain' }).selectOption('Whole range');
		await expect(member.getByRole('row', { name: /web.* 2/ })).toBeVisible();
		await member.getByRole('button', { name: 'Done' }).click();

		// The table is dragged up beside the number.
		const handle = member.getByRole('button', { name: 'Move Feedback by channel' });
		const numbers = member.getByRole('button', { name: 'Move Stars' });
		await member.evaluate(() => scrollTo(0, 0));
		const below = async () => ((await handle.boundingBox())?.y ?? NaN) - ((await numbers.boundingBox())?.y ?? NaN);
		await expect.poll(below).toBe(240);
		await handle.hover();
		const from = await handle.boundingBox();
		if (!from) throw new Error('a panel cannot be moved');
		await member.mouse.down();
		await member.mouse.move(from.x + 430, from.y - 230, { steps: 8 });
		await member.mouse.up();
		await expect.poll(below).toBe(0);
		await member.getByRole('button', { name: 'Undo' }).click();
		await expect.poll(below).toBe(240);
		await member.getByRole('button', { name: 'Redo' }).click();

		await member.locator('summary', { hasText: 'Variables' }).click();
		await member.getByRole('button', { name: 'Add variable' }).click();
		await expect(member.getByText('Draft, not saved')).toBeVisible();
		// A reload loses nothing of it.
		await member.reload();
		await expect(member.getByText(/changes from an earlier visit/)).toBeVisible();
		await member.getByRole('button', { name: 'Save', exact: true }).click();
		await expect(member.getByRole('group', { name: 'Editing' }).getByText('Saved, version 2')).toBeVisible();
		await member.getByRole('button', { name: 'Stop editing' }).click();

		await member.reload();
		await member.getByRole('combobox', { name: 'channel' }).selectOption('ios');
		await expect(member).toHaveURL(/filter=channel:(=|%3D):ios/);
		await expect(member.getByText('n = 1')).toBeVisible();
		await post('feedback', key, [{ scale: 'stars', score: 4, channel: 'ios', text: 'It crashes' }]);
		await expect(member.getByText('n = 2')).toBeVisible();
		const shown = member.getByRole('region', { name: 'What the page shows' });
		await shown.getByLabel('Add filter').click();
		await shown.getByLabel('Field').selectOption('topic');
		await shown.getByLabel('Value').fill('crash');
		await shown.getByRole('button', { name: 'Add filter' }).click();
		await expect(member).toHaveURL(/filter=channel:(=|%3D):ios&filter=topic:(=|%3D):crash/);
		await expect(member.getByText('n = 1')).toBeVisible();
		expect(await axeOf(member)).toEqual([]);

		await member.locator('summary[aria-label="Menu of Stars"]').click();
		await member.getByRole('button', { name: 'Inspect' }).click();
		await expect(member.getByText(/rows: 1 · \d+ ms · as of/)).toBeVisible();
		await member.getByRole('button', { name: 'Close' }).click();
		await member.locator('summary[aria-label="Menu of Feedback by channel"]').click();
		const download = member.waitForEvent('download');
		await member.getByRole('button', { name: 'CSV, raw numbers' }).click();
		expect((await download).suggestedFilename()).toBe('Feedback-by-channel.csv');

		await member.goto(`${server.url}/p/${slug}/dashboards`);
		await isLive(member);
		await member.getByRole('button', { name: 'Delete Inbox health' }).click();
		await expect(member.getByText('No dashboard yet')).toBeVisible();
		await member.getByRole('button', { name: 'Bring it back' }).click();
		await expect(member.getByRole('link', { name: 'Inbox health' })).toBeVisible();
	});

	test('by keyboard alone: built, moved, saved and filtered', async ({ server, member, newProduct, post }) => {
		const { slug, key } = await newProduct('Night Bus');
		await post('feedback', key, ROWS);
		await member.goto(`${server.url}/p/${slug}/dashboards`);
		await isLive(member);
		const keys = member.keyboard;
		await tabTo(member, member.getByRole('textbox', { name: 'Name of the dashboard' }));
		await keys.type('By keys');
		await keys.press('Enter');
		await isLive(member);
		await tabTo(member, member.getByRole('group', { name: 'Editing' }).getByRole('button', { name: 'Add panel' }));
		await keys.press('Enter');
		await expect(member.getByRole('radio', { name: 'Bars' })).toBeFocused();
		// Stacked, heatmap, and past the histogram, which a volume has none of.
		for (let step = 0; step < 3; step++) await keys.press('ArrowDown');
		await expect(member.getByRole('radio', { name: 'Number' })).toBeChecked();
		await tabTo(member, member.getByLabel('Metric'));
		await keys.type('Stars');
		await expect(member.getByText('n = 3')).toBeVisible();
		await tabTo(member, member.getByRole('button', { name: 'Done' }));
		await keys.press('Enter');
		const handle = member.getByRole('button', { name: 'Move Stars' });
		await expect(handle).toBeFocused();
		await keys.press('ArrowRight');
		await keys.press('Shift+ArrowRight');
		await expect(member.getByText('Stars: row 1, column 2, 4 wide, 3 high')).toBeAttached();
		await keys.press('Control+z');
		await expect(handle).toHaveAttribute('title', 'row 1, column 2, 3 wide, 3 high');
		for (let steps = 0; steps < 40; steps++) {
			await keys.press('Shift+Tab');
			if (await member.evaluate(() => document.activeElement?.textContent?.includes('Variables') === true)) break;
		}
		await keys.press('Enter');
		await tabTo(member, member.getByRole('button', { name: 'Add variable' }));
		await keys.press('Enter');
		await keys.press('Control+s');
		await expect(member.getByRole('group', { name: 'Editing' }).getByText('Saved, version 2')).toBeVisible();
		await member.reload();
		await isLive(member);
		await tabTo(member, member.getByRole('combobox', { name: 'channel' }));
		await keys.type('web');
		await expect(member.getByText('n = 2')).toBeVisible();
	});
});

test('two people who edit one dashboard: the second is shown both, and both are kept', async ({
	server,
	browser,
	signedIn,
	newProduct
}) => {
	// Its console tells of the 409 that this is about.
	const context = await browser.newContext({ storageState: signedIn });
	const member = await context.newPage();
	const { slug, key } = await newProduct();
	const words = (id: string, text: string, y: number) => ({ id, title: id, chart: 'text', text, x: 0, y, w: 12, h: 2 });
	const put = async (panels: object[]) => {
		const response = await fetch(`${server.url}/api/v1/dashboards/plan`, {
			method: 'PUT',
			headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
			body: JSON.stringify({ title: 'Plan', panels })
		});
		expect(response.ok).toBe(true);
	};
	await put([words('First', 'ours', 0)]);
	await member.goto(`${server.url}/p/${slug}/dashboards/plan?edit`);
	await isLive(member);
	await member.getByRole('button', { name: 'Add panel' }).click();
	await member.getByRole('radio', { name: 'Text' }).check();
	await member.getByRole('textbox', { name: 'Text' }).fill('**mine** <b>');
	await member.getByRole('button', { name: 'Done' }).click();
	await put([words('First', 'theirs', 0), words('Second', 'new', 2)]);
	await member.getByRole('button', { name: 'Save', exact: true }).click();

	const dialog = member.getByRole('dialog', { name: 'Somebody saved before you' });
	await expect(dialog.getByRole('region', { name: 'test did' }).getByRole('listitem')).toHaveText([
		'changed First',
		'added Second'
	]);
	await expect(dialog.getByRole('region', { name: 'You did' }).getByRole('listitem')).toHaveText(['added Text']);
	expect(await axeOf(member)).toEqual([]);
	await dialog.getByRole('button', { name: 'Combine both' }).click();
	await member.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(member.getByRole('group', { name: 'Editing' }).getByText('Saved, version 3')).toBeVisible();
	for (const text of ['theirs', 'new', 'mine']) await expect(member.getByText(text, { exact: true })).toBeVisible();

	await member.getByRole('button', { name: 'History' }).click();
	await member.getByRole('button', { name: 'Restore version 1' }).click();
	await expect(member.getByText('ours', { exact: true })).toBeVisible();
	await expect(member.getByText('Draft, not saved')).toBeVisible();
	await context.close();
});

test('fifty panels: the first stand at once, the others are drawn as they are scrolled to', async ({
	server,
	member,
	newProduct,
	post
}) => {
	const { slug, key } = await newProduct();
	await post('feedback', key, ROWS);
	const question = { metric: 'stars', from: 'now-8w', to: 'now', bucket: 'day' };
	const panels = Array.from({ length: 50 }, (_, index) => ({
		...{ id: `p${index}`, title: `Panel ${index}`, chart: index % 2 === 0 ? 'number' : 'bar' },
		question: { ...question, ...(index % 2 === 1 && { metric: 'feedback_volume', to: `now-${index}m` }) },
		...{ x: (index % 3) * 4, y: Math.floor(index / 3) * 4, w: 4, h: 4 }
	}));
	const response = await fetch(`${server.url}/api/v1/dashboards/fifty`, {
		method: 'PUT',
		headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
		body: JSON.stringify({ title: 'Fifty', panels })
	});
	expect(response.status).toBe(201);
	await member.goto(`${server.url}/p/${slug}/dashboards/fifty`);
	await isLive(member);
	const drawn = member.locator('[data-drawn]');
	await expect(drawn.first()).toBeVisible();
	await expect(member.getByText('Asking…').last()).toBeAttached();
	expect(await drawn.count()).toBeLessThan(15);
	const last = member.getByRole('figure', { name: 'Panel 49' });
	await last.scrollIntoViewIfNeeded();
	await expect(last.locator('[data-drawn]')).toBeVisible();
});
