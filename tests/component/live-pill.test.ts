import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { answeredByHand, question } from './live-panels-fixture.ts';
import PillStage from './PillStage.svelte';

vi.mock('$app/state', () => ({ page: { url: new URL('http://localhost/p/app?from=now-24h') } }));

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

describe('the pill', () => {
	it('says each state in its words, one after another', async () => {
		const { live, listener, answer, frame } = await answeredByHand();
		const { container } = await render(PillStage, { live });
		const says = async () => {
			await vi.advanceTimersByTimeAsync(300);
			return container.textContent?.trim().replace(/\s+/g, ' ');
		};
		live.watch({ questions: [question('feedback_volume')], filter: [] });
		answer('feedback_volume', 10);
		expect(await says()).toMatch(/^Live/);

		container.querySelector('button')?.click();
		expect(await says()).toMatch(/^Paused(?! \+)/);
		frame(1, { feedback_volume: 13 });
		expect(await says()).toMatch(/^Paused \+3 new/);
		container.querySelector('button')?.click();
		expect(await says()).toMatch(/^Live/);

		listener().down();
		expect(await says()).toMatch(/^Reconnecting/);
		await vi.advanceTimersByTimeAsync(16.5 * 60_000);
		expect(await says()).toMatch(/^Stale 16 min/);
		listener().up();
		expect(await says()).toMatch(/^Live/);

		listener().refused();
		expect(await says()).toMatch(/^Signed out/);
		expect(container.querySelector('a')?.getAttribute('href')).toBe(
			`/signin?next=${encodeURIComponent('/p/app?from=now-24h')}`
		);
		live.stop();
	});
});
