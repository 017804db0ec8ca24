import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { effectScale } from '#lib/charts/impact/effect-scale.ts';
import EvidenceBar from '#lib/charts/impact/EvidenceBar.svelte';
import VerdictChip from '#lib/charts/impact/VerdictChip.svelte';
import { metricNamed } from '#lib/domain/metric.ts';
import BoardCell from '../../src/routes/p/[slug]/releases/BoardCell.svelte';
import Gates from '../../src/routes/p/[slug]/releases/[version]/Gates.svelte';
import Hero from '../../src/routes/p/[slug]/releases/[version]/Hero.svelte';
import { detail, facts, release, style } from './impact-fixture.ts';
import ImpactStage from './ImpactStage.svelte';

const shown = { detail, facts, metric: metricNamed('negative_share')!, releases: [release], style, age: null };

describe('VerdictChip', () => {
	it.each([
		['improved', 'Improved'],
		['regressed', 'Regressed'],
		['increased', 'Increased'],
		['no-meaningful-change', 'No meaningful change'],
		['too-early', 'Too early'],
		['undecided', 'Undecided'],
		['not-identifiable', 'Not identifiable']
	] as const)('says %s by a shape and a word', async (kind, word) => {
		const screen = await render(VerdictChip, { kind, locale: 'en' });
		await expect.element(screen.getByText(word)).toBeVisible();
		expect(screen.container.querySelector('svg path, svg circle')).not.toBeNull();
	});
	it('says that an established one fades, and that a signal is not confirmed', async () => {
		const fading = await render(VerdictChip, { kind: 'regressed', locale: 'en', fading: true });
		await expect.element(fading.getByText('Regressed, now fading')).toBeVisible();
		await fading.unmount();
		const signal = await render(VerdictChip, { kind: 'too-early', locale: 'en', signalOf: 12 });
		await expect.element(signal.getByText('Signal, not confirmed on a board of 12')).toBeVisible();
	});
});

describe('EvidenceBar', () => {
	it('says both numbers to those who do not see it', async () => {
		const screen = await render(EvidenceBar, { evidence: 206, threshold: 20, kind: 'regressed', locale: 'en' });
		await expect.element(screen.getByRole('img', { name: 'Evidence 206; a verdict needs 20.' })).toBeVisible();
	});
});

describe('the charts of a release', () => {
	it('are figures with a sentence each', async () => {
		const screen = await render(ImpactStage, shown);
		for (const name of ['What happened, and what would have happened', 'How the answer settled'])
			await expect.element(screen.getByRole('figure', { name })).toBeVisible();
		await expect
			.element(screen.getByRole('img', { name: /now \+41 points, 95% interval \+29 to \+53/ }))
			.toBeInTheDocument();
		await expect.element(screen.getByRole('img', { name: /a verdict needs 20\./ })).toBeInTheDocument();
	});

	it('draw the band, the lines and the release', async () => {
		const screen = await render(ImpactStage, shown);
		const picture = screen.getByRole('img', { name: /Observed at last/ });
		await expect
			.poll(() => picture.element().querySelectorAll('svg path, svg polyline, svg polygon').length, { timeout: 10_000 })
			.toBeGreaterThan(8);
	});

	it('have the same numbers as tables, by a button and by a key', async () => {
		const screen = await render(ImpactStage, shown);
		const figure = screen.getByRole('figure', { name: 'How the answer settled' });
		await figure.getByRole('button', { name: 'Table' }).click();
		await expect.element(figure.getByRole('row').nth(1)).toHaveTextContent(/\+41 points\s*\+29 to \+53/);
		await figure.getByRole('button', { name: 'Chart' }).click();
		await userEvent.keyboard('t');
		await expect.element(figure.getByRole('table')).toBeVisible();
	});

	it('move a point with the arrow keys and say it', async () => {
		const screen = await render(ImpactStage, shown);
		const picture = screen.getByRole('img', { name: /Effect since the release/ });
		await expect.element(picture).toBeInTheDocument();
		picture.element().focus();
		await userEvent.keyboard('{End}');
		await expect
			.element(screen.getByText(/24 Sep 2018, 00:00: effect \+41 points; 95% interval \+29 to \+53/))
			.toBeInTheDocument();
	});
});

describe('what cannot be estimated yet', () => {
	const waiting = {
		...facts,
		verdict: 'too-early',
		reasons: [{ code: 'TOO_FEW', message: '', values: { hours: 0, buckets: 0, answers: 0 } }],
		...{ effect: 0, low: null, high: null, evidence: 1, establishedMs: null },
		...{ before: { n: 698, value: 0.1 }, after: { n: 0, value: null } }
	} as const;
	it('is a dash on the board and on the page, without a dot, and says when there will be more', async () => {
		const scale = effectScale('points', [waiting]);
		const cell = await render(BoardCell, { facts: waiting, scale, style });
		await expect.element(cell.getByText('–', { exact: true })).toBeVisible();
		await expect.element(cell.getByText('estimate from 4 Sep 2018, 06:00')).toBeVisible();
		expect(cell.container.querySelector('.mark circle, .mark .range')).toBeNull();
		expect(cell.container.textContent).not.toMatch(/0\.0|0 points/);
		await cell.unmount();
		const hero = await render(Hero, { facts: waiting, answers: { before: '#', after: '#' }, style });
		await expect.element(hero.getByText(/^–$/).first()).toBeVisible();
		await expect.element(hero.getByText(/nothing since the release is counted yet, 698 before it/)).toBeVisible();
		expect(hero.container.textContent).not.toContain('0.0');
	});
});

describe('Gates', () => {
	it('say how old and new were compared', async () => {
		for (const [rollout, about] of [
			['gradual', 'before/after: it rolled out gradually'],
			['instant', 'before/after: everyone switched at once']
		] as const) {
			const screen = await render(Gates, { facts, detail, release: { ...release, rollout }, locale: 'en' });
			await expect.element(screen.getByText(about)).toBeVisible();
			await screen.unmount();
		}
	});

	it('say what passed with its numbers, what calls for care, and what to do', async () => {
		const screen = await render(Gates, { facts, detail, release, locale: 'en' });
		await expect.element(screen.getByText('28 days, needs 14')).toBeVisible();
		await expect.element(screen.getByText('1,470, needs 50')).toBeVisible();
		await expect.element(screen.getByText('Answers a day: ×17.0.', { exact: false })).toBeVisible();
		await expect.element(screen.getByText('Compare segments, and the numbers of low and high scores.')).toBeVisible();
		await expect
			.element(screen.getByText('In 8 past weeks without a release the method would have cried wolf 0 times.'))
			.toBeVisible();
	});
});
