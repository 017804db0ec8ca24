import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { metricNamed } from '#lib/domain/metric.ts';
import type { Answer, Bucket } from '#lib/domain/question.ts';
import type { Release } from '#lib/domain/release.ts';
import { timeModel } from '#lib/charts/time-model.ts';
import ChartStage from './ChartStage.svelte';

const DAY_MS = 86_400_000;
const START_MS = Date.parse('2018-09-01T16:00:00Z');
const style = { zone: 'Asia/Shanghai', locale: 'en' } as const;

const bucket = (day: number, value: number, n = 20): Bucket => ({
	start: new Date(START_MS + day * DAY_MS).toISOString(),
	n,
	value,
	low: value - 0.2,
	high: value + 0.2
});
const answer = (...series: Answer['result']['series']): Answer => ({
	watermark: new Date(START_MS + 9.5 * DAY_MS).toISOString(),
	result: { series }
});
const days = (value: (day: number) => number) =>
	Array.from({ length: 10 }, (_, day) => bucket(day, value(day), 20 + day));
const release: Release = {
	version: '69.0.3497.71',
	at: new Date(START_MS + 4 * DAY_MS).toISOString(),
	title: '',
	notes: '',
	url: '',
	assignment: 'everyone',
	rollout: 'gradual',
	stages: []
};

const stars = timeModel({
	metric: metricNamed('stars')!,
	grain: 'day',
	style,
	answer: answer({ group: null, buckets: days((day) => 2 + day / 10) }),
	releases: [release]
});
const shown = { title: 'Stars', about: 'mean per day', kind: 'line', model: stars } as const;

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

	it('shows one line alone at a press, adds others with Ctrl, by mouse and by key', async () => {
		const model = timeModel({
			metric: metricNamed('stars')!,
			grain: 'day',
			style,
			answer: answer(
				{ group: 'App Store', buckets: days(() => 2) },
				{ group: 'Play Store', buckets: days(() => 3) },
				{ group: 'web', buckets: days(() => 4) }
			),
			releases: []
		});
		const onhide = vi.fn();
		const screen = await render(ChartStage, { ...shown, model, onhide });
		const legend = (name: string) => screen.getByRole('list', { name: 'Lines' }).getByRole('button', { name });
		const latest = (words: RegExp) => expect.element(screen.getByRole('img', { name: words })).toBeVisible();
		await latest(/Latest: App Store 2\.00, Play Store 3\.00, web 4\.00/);
		await legend('Play Store').click();
		expect(onhide).toHaveBeenLastCalledWith(['=App Store', '=web']);
		await latest(/: 3\.00 in the last full bucket/);
		await expect.element(legend('web')).toHaveAttribute('aria-pressed', 'false');
		legend('web').element().focus();
		await userEvent.keyboard('{Control>}{Enter}{/Control}');
		await latest(/Latest: Play Store 3\.00, web 4\.00/);
		await legend('Play Store').click({ modifiers: ['Control'] });
		await latest(/: 4\.00 in the last full bucket/);
		await legend('web').click();
		await latest(/Latest: App Store 2\.00, Play Store 3\.00, web 4\.00/);
		expect(onhide).toHaveBeenLastCalledWith([]);
	});

	it('marks a part with Shift and the arrows and zooms into it with Enter; Escape cancels', async () => {
		const onzoom = vi.fn();
		const screen = await render(ChartStage, { ...shown, onzoom });
		const picture = screen.getByRole('img', { name: /Stars/ });
		await expect.element(picture).toBeVisible();
		picture.element().focus();
		await userEvent.keyboard('{Home}{ArrowRight}{Shift>}{ArrowRight}{ArrowRight}{/Shift}');
		await expect.element(screen.getByText(/Marked Mon 3 Sep to Wed 5 Sep/)).toBeInTheDocument();
		await userEvent.keyboard('{Escape}{Enter}');
		expect(onzoom).not.toHaveBeenCalled();
		await userEvent.keyboard('{Shift>}{ArrowRight}{/Shift}{Enter}');
		expect(onzoom).toHaveBeenCalledExactlyOnceWith({
			startMs: START_MS + 3 * DAY_MS,
			endMs: START_MS + 5 * DAY_MS,
			isOpen: false
		});
		await userEvent.keyboard('{End}{Shift>}{ArrowLeft}{/Shift}{Enter}');
		expect(onzoom).toHaveBeenLastCalledWith({
			startMs: START_MS + 8 * DAY_MS,
			endMs: START_MS + 10 * DAY_MS,
			isOpen: true
		});
	});

	it('zooms into what the mouse drags over, and follows no link at its end', async () => {
		const onzoom = vi.fn();
		const screen = await render(ChartStage, { ...shown, onzoom, behind: () => '#behind' });
		const picture = screen.getByRole('img', { name: /Stars/ });
		await expect.element(picture).toBeVisible();
		const element = picture.element();
		const { left, top, width } = element.getBoundingClientRect();
		const at = (share: number) => ({
			...{ bubbles: true, pointerId: 1, pointerType: 'mouse', button: 0 },
			clientX: left + width * share,
			clientY: top + 100
		});
		element.setPointerCapture = () => {};
		element.dispatchEvent(new PointerEvent('pointerdown', at(0.3)));
		element.dispatchEvent(new PointerEvent('pointermove', at(0.5)));
		await expect.element(screen.getByText(/Let go, or press Enter/)).toBeVisible();
		element.dispatchEvent(new PointerEvent('pointerup', at(0.5)));
		element.dispatchEvent(new PointerEvent('click', at(0.5)));
		expect(onzoom).toHaveBeenCalledOnce();
		expect(location.hash).toBe('');
		// A finger scrolls.
		element.dispatchEvent(new PointerEvent('pointerdown', { ...at(0.3), pointerType: 'touch' }));
		element.dispatchEvent(new PointerEvent('pointermove', { ...at(0.6), pointerType: 'touch' }));
		element.dispatchEvent(new PointerEvent('pointerup', { ...at(0.6), pointerType: 'touch' }));
		expect(onzoom).toHaveBeenCalledOnce();
	});

	it('turns into its table and back with T, and keeps the focus', async () => {
		const screen = await render(ChartStage, shown);
		const picture = screen.getByRole('img', { name: /Stars/ });
		await expect.element(picture).toBeVisible();
		picture.element().focus();
		await userEvent.keyboard('t');
		await expect.element(screen.getByRole('region', { name: 'Stars' })).toHaveFocus();
		await userEvent.keyboard('t');
		await expect.element(screen.getByRole('img', { name: /Stars/ })).toHaveFocus();
	});

	it('lays what was there before beside it, in the picture, the words and the table', async () => {
		const model = timeModel({
			metric: metricNamed('stars')!,
			grain: 'day',
			style,
			answer: answer({ group: null, buckets: days((day) => 2 + day / 10) }),
			releases: [],
			beside: {
				label: '1 day before',
				shift: { days: 1 },
				answer: answer({ group: null, buckets: days((day) => 3 + day / 10) })
			}
		});
		const screen = await render(ChartStage, { ...shown, model });
		const picture = screen.getByRole('img', { name: /Stars/ });
		await expect.element(picture).toBeVisible();
		picture.element().focus();
		await userEvent.keyboard('{Home}{ArrowRight}');
		await expect
			.element(screen.getByText('Mon 3 Sep: 2.10 (1.90–2.30 · n 21); Sun 2 Sep 3.00 (2.80–3.20 · n 20)'))
			.toBeInTheDocument();
		await expect.element(screen.getByText('Difference −0.90')).toBeVisible();
		await userEvent.keyboard('t');
		const rows = screen.getByRole('row');
		await expect.element(screen.getByRole('columnheader', { name: '1 day before' })).toBeVisible();
		await expect.element(rows.nth(9)).toHaveTextContent(/3 Sep\s*2\.10\s*1\.90–2\.30\s*21\s*3\.00\s*n 20/);
		await expect.element(rows.nth(10)).toHaveTextContent(/2 Sep\s*2\.00\s*1\.80–2\.20\s*20\s*–/);
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
