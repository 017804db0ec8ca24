import { describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { metricNamed } from '#lib/domain/metric.ts';
import { timeModel } from '#lib/charts/time-model.ts';
import ChartStage from './ChartStage.svelte';
import { answer, DAY_MS, days, shown, START_MS, style } from './chart-fixture.ts';

describe('a chart at hand', () => {
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
		await expect.element(screen.getByRole('group', { name: 'Stars', exact: true })).toHaveFocus();
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
});
