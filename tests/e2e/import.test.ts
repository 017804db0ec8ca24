import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import {
	answers,
	chromeReleases,
	chromeReviews,
	csv,
	drop,
	mihomeText,
	mihomeWorkbook,
	type ChosenFile
} from './import-files.ts';
import { expect, test } from './test.ts';

const choose = (page: Page, file: ChosenFile): Promise<void> =>
	page.locator('input[type=file]').setInputFiles({ ...file });

const countOf = async (url: string, key: string): Promise<number> => {
	const question = { metric: 'feedback_volume', from: 0, to: '2105-12-31T00:00:00Z', bucket: 'all' };
	const response = await fetch(`${url}/api/v1/query`, {
		method: 'POST',
		headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
		body: JSON.stringify(question)
	});
	const { result } = (await response.json()) as { result: { series: { buckets: { n: number }[] }[] } };
	return result.series[0]?.buckets[0]?.n ?? NaN;
};

const findings = async (page: Page) =>
	(await new AxeBuilder({ page }).analyze()).violations.map(
		({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`
	);

test.describe('the page of imports', () => {
	test('takes a dropped file while an overview moves, and adds nothing the second time', async ({
		server,
		member,
		newProduct,
		browser,
		signedIn
	}) => {
		const { slug, key } = await newProduct();
		const other = await browser.newContext({ storageState: signedIn });
		const overview = await other.newPage();
		await overview.goto(`${server.url}/p/${slug}?from=1970-01-01T00:00:00Z&to=2105-12-31T00:00:00Z`);
		await expect(overview.getByRole('button', { name: /^Live/ })).toBeVisible();

		await member.goto(`${server.url}/p/${slug}`);
		await member.getByRole('link', { name: 'Import', exact: true }).click();
		await drop(member, chromeReviews());
		await expect(member.getByText('12,677 rows can be imported')).toBeVisible();
		await expect(member.getByRole('combobox', { name: 'Time', exact: true })).toHaveValue('date');
		await member.getByRole('combobox', { name: /In which were they written/ }).selectOption('Asia/Shanghai');
		await expect(member.getByText('1 Jan 2022, 13:48')).toBeVisible();
		await member.getByRole('button', { name: 'Import 12,677 rows' }).click();
		await expect(member.getByText('12,677 rows added')).toBeVisible();
		await expect(member.getByRole('row', { name: /reviews\.csv Answers 12,677/ })).toBeVisible();
		expect(await countOf(server.url, key)).toBe(12_677);
		await expect(overview.getByText('12,677').first()).toBeVisible();
		await other.close();

		await member.getByRole('button', { name: 'Import another file' }).click();
		await drop(member, chromeReviews());
		await expect(member.getByText('Read as the last file with these columns.')).toBeVisible();
		await expect(member.getByText('1 Jan 2022, 13:48')).toBeVisible();
		await member.getByRole('button', { name: 'Import 12,677 rows' }).click();
		await expect(member.getByText('0 rows added')).toBeVisible();
		await expect(member.getByText('12,677 were there already')).toBeVisible();
		expect(await countOf(server.url, key)).toBe(12_677);
	});

	test('imports a list of releases and takes it back, by keyboard alone', async ({ server, member, newProduct }) => {
		const { slug } = await newProduct();
		const { keyboard } = member;
		const reach = async (name: string | RegExp) => {
			const target = member.getByRole('button', { name });
			for (let presses = 0; presses < 60; presses++) {
				if (await target.evaluate((element) => element === document.activeElement)) return;
				await keyboard.press('Tab');
			}
			throw new Error(`no Tab leads to ${String(name)}`);
		};
		await member.goto(`${server.url}/p/${slug}/releases`);
		await member.getByRole('link', { name: 'Import a list of releases' }).press('Enter');
		await expect(member.getByRole('heading', { name: 'Import', exact: true })).toBeVisible();
		await reach('Choose a file');
		const chooser = member.waitForEvent('filechooser');
		await keyboard.press('Enter');
		await (await chooser).setFiles({ ...chromeReleases() });
		await expect(member.getByRole('combobox', { name: 'What is in it' })).toHaveValue('releases');
		await expect(member.getByText('77 rows can be imported')).toBeVisible();
		await reach('Import 77 rows');
		await keyboard.press('Enter');
		await expect(member.getByText('77 rows added')).toBeVisible();
		await reach(/^Undo/);
		await keyboard.press('Enter');
		await expect(member.getByRole('dialog', { name: /Undo releases\.csv/ })).toBeVisible();
		await expect(member.getByRole('button', { name: 'Keep it' })).toBeFocused();
		await keyboard.press('Tab');
		await keyboard.press('Enter');
		await expect(member.getByText('releases.csv is undone: 77 rows were taken back.')).toBeVisible();
		await member.goto(`${server.url}/p/${slug}/releases`);
		await expect(member.getByRole('heading', { name: 'No releases yet' })).toBeVisible();
	});

	test('reads an old encoding and a workbook as the same rows @long', async ({ server, member, newProduct }) => {
		const { slug, key } = await newProduct();
		await member.goto(`${server.url}/p/${slug}/import`);
		await choose(member, mihomeText());
		await member.getByRole('button', { name: 'Import 5,000 rows' }).click();
		await expect(member.getByText('5,000 rows added')).toBeVisible();
		expect(await countOf(server.url, key)).toBe(5000);
		const workbook = mihomeWorkbook();
		if (!workbook) return;
		await member.getByRole('button', { name: 'Import another file' }).click();
		await choose(member, workbook);
		await member.getByRole('button', { name: 'Import 5,000 rows' }).click();
		await expect(member.getByText('5,000 were there already')).toBeVisible();
	});

	test('asks what the file leaves open, lists what it rejects, and shows it well everywhere', async ({
		server,
		member,
		newProduct
	}) => {
		const { slug, key } = await newProduct();
		const file = csv(
			'mixed.csv',
			'when;points;said;plan\n05-07-2023 9:30;4;Good;pro\n06-07-2023 9:30;5;Better;free\n07-07-2023 9:30;9;"=1+1";free\nnever;3;Bad;pro\n'
		);
		await member.goto(`${server.url}/p/${slug}/import`);
		await choose(member, file);
		await expect(member.getByRole('heading', { name: 'Please decide' })).toBeVisible();
		const start = member.getByRole('button', { name: /^Import/ });
		await expect(start).toBeDisabled();
		for (const [width, scheme] of [
			[1440, 'light'],
			[390, 'dark']
		] as const) {
			await member.setViewportSize({ width, height: 1000 });
			await member.emulateMedia({ colorScheme: scheme });
			expect(await findings(member)).toEqual([]);
			expect(await member.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
		}
		await member.setViewportSize({ width: 1440, height: 1000 });
		await member.emulateMedia({ colorScheme: 'light' });
		await member.getByRole('radio', { name: 'when' }).check();
		await member.getByRole('radio', { name: 'month before day' }).check();
		await expect(member.getByText('7 May 2023, 09:30')).toBeVisible();
		await member.getByRole('radio', { name: 'day before month' }).check();
		await expect(member.getByText('5 Jul 2023, 09:30')).toBeVisible();
		await expect(start).toBeDisabled();
		await member.getByRole('radio', { name: /stars/ }).check();
		await member.getByRole('combobox', { name: 'Words' }).selectOption('said');
		await member.getByRole('checkbox', { name: 'Keep plan as an attribute' }).check();
		await expect(member.getByText('pro', { exact: true })).toBeVisible();
		await expect(start).toBeEnabled();
		await start.click();
		await expect(member.getByText(/rows? added/)).toBeVisible();
		await member.getByText('Rejected rows').click();
		await expect(member.getByText('Time: “never” cannot be read as a time.')).toBeVisible();
		await expect(member.getByText('Score: must be 1 to 5 on the stars scale.')).toBeVisible();
		const download = member.waitForEvent('download');
		await member.getByRole('button', { name: 'Download the list (CSV)' }).click();
		const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n');
		expect(lines[0]).toContain('line,reasons');
		expect(lines.some((line) => line.startsWith('5,"at: '))).toBe(true);
		expect(await findings(member)).toEqual([]);
		expect(await countOf(server.url, key)).toBe(4 - (lines.length - 1));
	});

	test('goes on after a stop and a lost connection, and knows what the command has added @long', async ({
		server,
		member,
		newProduct
	}, info) => {
		const { slug, key } = await newProduct();
		const text = answers('date,rating,title,content', 5000);
		const path = info.outputPath('answers.csv');
		await writeFile(path, text.split('\n').slice(0, 1200).join('\n'));
		const env = { ...process.env, UPSHOT_URL: server.url, UPSHOT_API_KEY: key };
		const args = ['build/cli.js', 'import', 'feedback', path, '--product', slug, '--yes', '--json'];
		const command = await promisify(execFile)(process.execPath, args, { env });
		const { accepted } = JSON.parse(command.stdout) as { accepted: number };
		expect(accepted).toBeGreaterThan(1000);

		await member.goto(`${server.url}/p/${slug}/import`);
		await choose(member, csv('answers.csv', text));
		let posts = 0;
		let letGo = () => {};
		const held = new Promise<void>((resolve) => (letGo = resolve));
		await member.context().route('**/api/v1/feedback?**', async (route) => {
			posts++;
			// Stored, but the browser never hears of it.
			if (posts === 1) {
				await route.fetch();
				return route.abort('connectionreset');
			}
			if (posts === 3) await held;
			return route.continue();
		});
		await member.getByRole('button', { name: 'Import 5,000 rows' }).click();
		await member.getByRole('button', { name: 'Stop' }).click();
		letGo();
		await expect(member.getByText('Stopped before the end of answers.csv')).toBeVisible();
		await member.getByRole('button', { name: 'Go on' }).click();
		await expect(member.getByText('answers.csv is imported')).toBeVisible();
		const added = new Intl.NumberFormat('en').format(5000 - accepted);
		await expect(member.getByText(`${added} rows added`)).toBeVisible();
		await expect(member.getByText(`${new Intl.NumberFormat('en').format(accepted)} were there already`)).toBeVisible();
		expect(await countOf(server.url, key)).toBe(5000);
	});

	test('asks before a running import is left', async ({ server, member, newProduct }) => {
		const { slug } = await newProduct();
		await member.goto(`${server.url}/p/${slug}/import`);
		await choose(member, csv('answers.csv', answers('date,rating,title,content', 20)));
		let letGo = () => {};
		const held = new Promise<void>((resolve) => (letGo = resolve));
		await member.context().route('**/api/v1/feedback?**', async (route) => {
			await held;
			await route.continue();
		});
		await member.getByRole('button', { name: 'Import 20 rows' }).click();
		const asked = member.waitForEvent('dialog');
		const leaving = member.getByRole('link', { name: 'Feedback' }).click();
		const dialog = await asked;
		expect(dialog.message()).toContain('The import is still running');
		await dialog.dismiss();
		await leaving;
		letGo();
		await expect(member.getByText('20 rows added')).toBeVisible();
	});
});
