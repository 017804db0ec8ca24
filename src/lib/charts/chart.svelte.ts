import type { Attachment } from 'svelte/attachments';
import { createSubscriber } from 'svelte/reactivity';
import type { ChartOption } from './chart-option.ts';
import { drawInTurn, leaveTurn } from './in-turn.ts';
import type { Palette } from './palette.ts';
import { paletteOf } from './theme.ts';

/** At most four pictures a second, however fast rows arrive. */
const REDRAW_MS = 250;

/** After the numbers stand: one frame for the paint, then whenever the browser is idle. */
const afterFirstPaint = (): Promise<void> =>
	new Promise((resolve) => {
		requestAnimationFrame(() => {
			if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 500 });
			else setTimeout(resolve, 50);
		});
	});

type Instance = ReturnType<typeof import('./echarts-parts.ts').createInstance>;

async function partsAfterPaint() {
	await afterFirstPaint();
	return import('./echarts-parts.ts');
}

/**
 * Draws `option` in the element, again whenever what it reads or the theme changes, as long as the element can be
 * seen; owns ECharts' code, size and disposal. `onUnavailable` when that code could not be fetched.
 */
export function chart(
	option: (palette: Palette) => ChartOption | null,
	onUnavailable: () => void
): Attachment<HTMLElement> {
	return (element) => {
		let instance: Instance | null = null;
		let wanted: ChartOption | null = null;
		let isVisible = $state(false);
		let isGone = false;
		let drawnMs = -Infinity;
		const restMs = () => Math.max(0, drawnMs + REDRAW_MS - performance.now());

		const draw = () => {
			if (!instance || !wanted || !isVisible) return;
			if (instance.getWidth() !== element.clientWidth || instance.getHeight() !== element.clientHeight)
				instance.resize();
			instance.setOption(wanted, { replaceMerge: ['series'], silent: true });
			wanted = null;
			drawnMs = performance.now();
			element.dataset.drawn = 'true';
		};
		/** Runs the effect that reads it again when the chart may be drawn again. */
		const afterRest = createSubscriber((update) => {
			const timer = setTimeout(update, restMs());
			return () => clearTimeout(timer);
		});

		const visibility = new IntersectionObserver(
			(entries) => {
				isVisible = entries.at(-1)?.isIntersecting ?? false;
			},
			{ rootMargin: '200px' }
		);
		visibility.observe(element);
		void partsAfterPaint().then(({ createInstance }) => {
			if (isGone) return;
			instance = createInstance(element);
			drawInTurn(draw);
		}, onUnavailable);
		$effect(() => {
			// Not even thought about while nobody can see it.
			if (!isVisible) return;
			// However much changes in a rest, what to draw is thought about once, when it is over.
			if (restMs() > 0) return afterRest();
			wanted = option(paletteOf(element)) ?? wanted;
			drawInTurn(draw);
		});
		return () => {
			isGone = true;
			leaveTurn(draw);
			visibility.disconnect();
			instance?.dispose();
		};
	};
}
