import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { metricNamed } from '#lib/domain/metric.ts';
import { timeModel } from '#lib/charts/time-model.ts';
import ChartStage from './ChartStage.svelte';
import { answer, days, shown, style } from './chart-fixture.ts';

describe('TimeChart', () => {
	it('is a figure with a name and a sentence that says what the picture shows', async () => {
		const screen = await render(ChartStage, shown);
		await expect.element(screen.getByRole('figure', { name: 'Stars' })).toBeVisible();
		const picture = screen.getByRole('img', { name: /Stars, 2 Sep – 11 Sep 2018: 2\.80 in the last full bucket/ });
		await expect.element(picture).toBeVisible();
		await expect.element(screen.getByText('n per day 20–28, today so far 29')).toBeVisible();
	});

	it('draws a line, a band and the open bucket apart', async () => {
		const screen = await render(ChartStage, shown);
		const picture = screen.getByRole('img', { name: /Stars/ });
		await expect
			.poll(() => picture.element().querySelectorAll('svg path, svg polyline, svg polygon').length, { timeout: 10_000 })
			.toBeGreaterThan(8);
		await expect.poll(() => picture.element().querySelectorAll('[stroke-dasharray]').length).toBeGreaterThan(0);
	});

	it('has the same numbers as a table, newest first, with interval and n', async () => {
		const screen = await render(ChartStage, shown);
		await screen.getByRole('button', { name: 'Table' }).click();
		const rows = screen.getByRole('row');
		await expect.element(rows.nth(1)).toHaveTextContent(/11 Sep · so far\s*2\.90\s*2\.70–3\.10\s*29/);
		await expect.element(rows.nth(10)).toHaveTextContent(/2 Sep\s*2\.00\s*1\.80–2\.20\s*20/);
		await screen.getByRole('button', { name: 'Chart' }).click();
		await expect.element(screen.getByRole('img', { name: /Stars/ })).toBeVisible();
	});

	it('moves a point with the arrow keys and says it', async () => {
		const screen = await render(ChartStage, shown);
		await expect.element(screen.getByRole('img', { name: /Stars/ })).toBeVisible();
		screen.getByRole('img', { name: /Stars/ }).element().focus();
		await userEvent.keyboard('{ArrowLeft}');
		await expect.element(screen.getByText('Tue 11 Sep · so far: 2.90 (2.70–3.10 · n 29)')).toBeInTheDocument();
		await userEvent.keyboard('{Home}{ArrowRight}');
		await expect.element(screen.getByText('Mon 3 Sep: 2.10 (1.90–2.30 · n 21)')).toBeInTheDocument();
	});

	it('opens a release by key, with its time in the zone of the product', async () => {
		const screen = await render(ChartStage, shown);
		const marker = screen.getByRole('button', { name: '69.0.3497.71' });
		await expect.element(marker).toBeInTheDocument();
		marker.element().focus();
		await userEvent.keyboard('{Enter}');
		await expect.element(screen.getByText(/6 Sep 2018, 00:00 · rolled out gradually/)).toBeVisible();
		await userEvent.keyboard('{Escape}');
		await expect.element(screen.getByText(/rolled out gradually/)).not.toBeInTheDocument();
	});

	it('marks a release by what was said of it: by shape, by word and in its name', async () => {
		const model = { ...shown.model!, said: new Map([['69.0.3497.71', 'regressed']] as const) };
		const screen = await render(ChartStage, { ...shown, model });
		const marker = screen.getByRole('button', { name: '69.0.3497.71: Regressed' });
		await expect.element(marker).toBeInTheDocument();
		marker.element().focus();
		await userEvent.keyboard('{Enter}');
		await expect.element(screen.getByText('Regressed', { exact: true })).toBeVisible();
	});

	it('names every line of a split, in the picture and below it', async () => {
		const model = timeModel({
			metric: metricNamed('stars')!,
			grain: 'day',
			style,
			answer: answer(
				{ group: 'App Store', buckets: days(() => 2) },
				{ group: '', buckets: days(() => 3) },
				{ group: null, other: true, buckets: days(() => 4) }
			),
			releases: []
		});
		const screen = await render(ChartStage, { ...shown, model });
		const key = screen.getByRole('list', { name: 'Lines' });
		for (const name of ['App Store', 'none given', 'other']) await expect.element(key.getByText(name)).toBeVisible();
		await expect
			.element(screen.getByRole('img', { name: /Latest: none given 3\.00, App Store 2\.00|Latest: App Store 2\.00/ }))
			.toBeVisible();
	});

	it('keeps the last picture and names its age when it is held', async () => {
		const screen = await render(ChartStage, { ...shown, badge: 'Stale 16 min', held: 'The store did not answer.' });
		await expect.element(screen.getByText('Stale 16 min')).toBeVisible();
		await expect.element(screen.getByText('The store did not answer.')).toBeVisible();
		await expect.element(screen.getByRole('img', { name: /Stars/ })).toBeInTheDocument();
	});

	it('fits its width on a phone', async () => {
		await page.viewport(390, 800);
		const screen = await render(ChartStage, shown);
		await expect.element(screen.getByRole('figure')).toBeVisible();
		await page.viewport(1280, 800);
	});
});
