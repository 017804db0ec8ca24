import { createRawSnippet } from 'svelte';
import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import CodeBlock from '#lib/ui/CodeBlock.svelte';
import EmptyState from '#lib/ui/EmptyState.svelte';
import Field from '#lib/ui/Field.svelte';
import Menu from '#lib/ui/Menu.svelte';
import Notice from '#lib/ui/Notice.svelte';
import Pill from '#lib/ui/Pill.svelte';
import Preferences from '#lib/ui/Preferences.svelte';
import Score from '#lib/ui/Score.svelte';
import Stat from '#lib/ui/Stat.svelte';

const html = (text: string) => createRawSnippet(() => ({ render: () => text }));

describe('Field', () => {
	it('reads its error and its hint out with the field', async () => {
		const screen = await render(Field, { label: 'E-mail', name: 'email', hint: 'Never shown.', error: 'Has no @.' });
		const input = screen.getByRole('textbox', { name: 'E-mail' });
		await expect.element(input).toHaveAccessibleDescription('Never shown. Has no @.');
		await expect.element(input).toBeInvalid();
	});
	it('is valid and undescribed without them', async () => {
		const screen = await render(Field, { label: 'Name', name: 'name' });
		await expect.element(screen.getByRole('textbox', { name: 'Name' })).toBeValid();
	});
});

describe('Menu', () => {
	const menu = { summary: html('<span>Range</span>'), children: html('<p>Last week</p>') };
	it('opens on a press and closes on Escape, with the focus back', async () => {
		const screen = await render(Menu, menu);
		await screen.getByText('Range').click();
		await expect.element(screen.getByText('Last week')).toBeVisible();
		await userEvent.keyboard('{Escape}');
		await expect.element(screen.getByText('Last week')).not.toBeVisible();
		expect(document.activeElement?.tagName).toBe('SUMMARY');
	});
	it('closes on a press elsewhere', async () => {
		const screen = await render(Menu, menu);
		await screen.getByText('Range').click();
		document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
		await expect.element(screen.getByText('Last week')).not.toBeVisible();
	});
});

describe('Score', () => {
	it.each([
		[{ scale: 'thumbs', score: 0 }, 'thumb down'],
		[{ scale: 'nps', score: 7 }, '7 of 10'],
		[{ scale: 'ces', score: 7 }, '7 of 7'],
		[{ scale: '', score: null }, 'no score']
	])('says %o in words', async (score, words) => {
		const screen = await render(Score, score);
		await expect.element(screen.getByText(words)).toBeInTheDocument();
	});
	it('has a name for stars', async () => {
		const screen = await render(Score, { scale: 'stars', score: 3 });
		await expect.element(screen.getByRole('img', { name: '3 of 5 stars' })).toBeInTheDocument();
	});
});

describe('Pill', () => {
	it('is a button that says what a press does, or a status when none is possible', async () => {
		const live = await render(Pill, {
			state: 'live',
			label: 'Press to pause.',
			onclick: () => {},
			children: html('<span>Live</span>')
		});
		await expect.element(live.getByRole('button', { name: /Live.*Press to pause\./ })).toBeVisible();
		await live.unmount();
		const stale = await render(Pill, { state: 'stale', children: html('<span>Stale</span>') });
		await expect.element(stale.getByRole('status')).toHaveTextContent('Stale');
	});
});

describe('Preferences', () => {
	it('marks the present theme and language and posts a choice without script', async () => {
		const screen = await render(Preferences, { theme: 'dark', next: '/p/app?from=now-7d' });
		await expect.element(screen.getByRole('button', { name: 'Dark' })).toHaveAttribute('aria-pressed', 'true');
		await expect.element(screen.getByRole('button', { name: '中文' })).toHaveAttribute('value', 'zh-CN');
		expect(screen.container.querySelector('form')).toMatchObject({ method: 'post' });
		expect(screen.container.querySelector<HTMLInputElement>('[name=next]')?.value).toBe('/p/app?from=now-7d');
	});
});

describe('words that must be read', () => {
	it('interrupt only when something failed', async () => {
		const danger = await render(Notice, { tone: 'danger', children: html('<p>It failed.</p>') });
		await expect.element(danger.getByRole('alert')).toHaveTextContent('It failed.');
		await danger.unmount();
		const note = await render(Notice, { children: html('<p>By the way.</p>') });
		await expect.element(note.getByText('By the way.')).toBeVisible();
		expect(note.container.querySelector('[role]')).toBeNull();
		await note.unmount();
		const ticking = await render(Notice, { tone: 'warn', isSpoken: false, children: html('<p>5 s ago</p>') });
		await expect.element(ticking.getByText('5 s ago')).toBeVisible();
		expect(ticking.container.querySelector('[role]')).toBeNull();
	});
	it('say what is missing and what is awaited', async () => {
		const screen = await render(EmptyState, {
			title: 'No answers yet',
			waiting: 'Waiting',
			children: html('<p>Not a zero.</p>')
		});
		await expect.element(screen.getByRole('heading', { name: 'No answers yet' })).toBeVisible();
		await expect.element(screen.getByText('Waiting')).toBeVisible();
	});
	it('hold a command whole, quoted texts or not', async () => {
		const code = `curl x -H "A: $K" --json '{"scale":"stars"}'`;
		const screen = await render(CodeBlock, { code, label: 'Send' });
		await expect.element(screen.getByRole('region', { name: 'Send' })).toHaveTextContent(code);
		await expect.element(screen.getByRole('button', { name: 'Copy' })).toBeVisible();
	});
	it('stand beside a number', async () => {
		const screen = await render(Stat, { name: 'Stars', value: '–', children: html('<p>Not a zero</p>') });
		await expect.element(screen.getByRole('term')).toHaveTextContent('Stars');
		await expect.element(screen.getByText('–')).toBeVisible();
	});
});
