import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { Panel } from '#lib/domain/panel.ts';
import GroupBars from '#lib/charts/GroupBars.svelte';
import { groupRows } from '#lib/charts/group-rows.ts';
import WeekHeat from '#lib/charts/WeekHeat.svelte';
import { weeklyHeat } from '#lib/charts/weekly-heat.ts';
import Markdown from '#lib/ui/Markdown.svelte';
import DashboardStage from './DashboardStage.svelte';

const panel = (id: string, x: number, y: number): Panel => ({ id, chart: 'text', x, y, w: 4, h: 2 });

describe('DashboardGrid', () => {
	it('moves and resizes by keys, says where the panel stands, and lets nothing lie over another', async () => {
		await page.viewport(1280, 800);
		const screen = await render(DashboardStage, { panels: [panel('a', 0, 0), panel('b', 4, 0)] });
		screen.getByRole('button', { name: 'Move a' }).element().focus();
		await userEvent.keyboard('{ArrowRight}');
		await expect.element(screen.getByText('a: row 1, column 2, 4 wide, 2 high')).toBeInTheDocument();
		await expect.element(screen.getByText('b 4 2 4 2')).toBeVisible();
		await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowLeft}{/Shift}');
		await expect.element(screen.getByText('a 1 0 3 3')).toBeVisible();
		await expect.element(screen.getByRole('button', { name: 'Move a' })).toHaveFocus();
		const [one, other] = ['a 1 0 3 3', 'b 4 3 4 2'].map((text) =>
			screen.getByText(text).element().getBoundingClientRect()
		);
		expect(other!.left).toBeGreaterThan(one!.right - 1);
	});
});

describe('charts without a time axis', () => {
	it('tells each hour of the week in words', async () => {
		const bucket = { start: '2026-01-05T08:00:00Z', n: 6, value: 6, low: 2, high: 13 };
		const answer = { watermark: '2026-01-06T00:00:00Z', result: { series: [{ group: null, buckets: [bucket] }] } };
		const heat = weeklyHeat(answer, { unit: 'count' }, 'UTC');
		const style = { zone: 'UTC', locale: 'en' } as const;
		const screen = await render(WeekHeat, { heat, metric: { unit: 'count' }, title: 'Feedback', style });
		await expect.element(screen.getByTitle('Mon 08:00: 6.0, n 6')).toBeVisible();
		await expect.element(screen.getByTitle('Tue 08:00: none, n 0')).toBeVisible();
		expect(screen.getByRole('columnheader').elements()).toHaveLength(24);
	});

	it('draws groups as bars of one scale beside their numbers', async () => {
		const series = [
			['web', 8],
			['ios', 4]
		].map(([group, n]) => ({
			group: String(group),
			buckets: [{ start: '', n: Number(n), value: Number(n), low: null, high: null }]
		}));
		const rows = groupRows({ watermark: '', result: { series } }, { unit: 'count' }, 'en');
		const behind = (group: string) => `#${group}`;
		const screen = await render(GroupBars, { rows, title: 'Feedback', head: 'channel', valueHead: 'Feedback', behind });
		await expect.element(screen.getByRole('row', { name: /web 8 8/ })).toBeVisible();
		await expect.element(screen.getByRole('link', { name: 'ios' })).toHaveAttribute('href', '#ios');
		const widths = [...screen.container.querySelectorAll('.bar')].map((bar) => bar.getBoundingClientRect().width);
		expect(widths[0]! / widths[1]!).toBeCloseTo(2, 1);
	});
});

it('Markdown makes elements of marks, and text of HTML', async () => {
	const text =
		'### Hello\n\n**bold** <img src=x onerror=alert(1)>\n\n- [safe](https://example.com)\n- [not](javascript:alert(1))';
	const screen = await render(Markdown, { text });
	await expect.element(screen.getByRole('heading', { level: 2, name: 'Hello' })).toBeVisible();
	await expect.element(screen.getByText(/<img src=x/)).toBeVisible();
	expect(screen.container.querySelector('img')).toBeNull();
	expect(
		screen
			.getByRole('link')
			.elements()
			.map((link) => link.getAttribute('href'))
	).toEqual(['https://example.com']);
});
