import type { Page } from '@playwright/test';

/** The browser's clock and ours are the machine's: both count from the same moment. */
export const nowMs = (): number => performance.timeOrigin + performance.now();

/** What the page under measurement keeps for us. */
type Stamps = { painted: Map<string, number> };

/**
 * Keeps when each text of the element was painted for the first time: the frame after it changed was handed over.
 * @returns waits for the moment at which `text` was on the screen, epoch milliseconds
 */
export async function watchPaint(page: Page, selector: string): Promise<(text: string) => Promise<number>> {
	await page.evaluate((selected) => {
		const painted = new Map<string, number>();
		Reflect.set(window, 'stamps', { painted });
		const look = () => {
			const text = document.querySelector(selected)?.textContent?.trim() ?? '';
			if (painted.has(text)) return;
			painted.set(text, NaN);
			requestAnimationFrame(() => {
				// A task after the frame's own: what the frame drew is on its way to the screen.
				const channel = new MessageChannel();
				channel.port1.onmessage = () => painted.set(text, performance.timeOrigin + performance.now());
				channel.port2.postMessage(null);
			});
		};
		new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
		look();
	}, selector);
	return async (text) => {
		const stamp = await page.waitForFunction(
			(wanted) => {
				const { painted } = Reflect.get(window, 'stamps') as Stamps;
				const at = painted.get(wanted);
				return at === undefined || Number.isNaN(at) ? null : at;
			},
			text,
			{ timeout: 20_000, polling: 50 }
		);
		return Number(await stamp.jsonValue());
	};
}
