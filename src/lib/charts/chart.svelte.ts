import type { Attachment } from 'svelte/attachments';
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
		let timer: ReturnType<typeof setTimeout> | undefined;
		let drawnMs = -Infinity;

		const draw = () => {
			if (!instance || !wanted || !isVisible) return;
			if (instance.getWidth() !== element.clientWidth || instance.getHeight() !== element.clientHeight)
				instance.resize();
			instance.setOption(wanted, { replaceMerge: ['series'], silent: true });
			wanted = null;
			drawnMs = performance.now();
			element.dataset.drawn = 'true';
		};
		const schedule = () => {
			timer ??= setTimeout(
				() => {
					timer = undefined;
					drawInTurn(draw);
				},
				Math.max(0, drawnMs + REDRAW_MS - performance.now())
			);
		};

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
			schedule();
		}, onUnavailable);
		$effect(() => {
			// Not even thought about while nobody can see it.
			if (!isVisible) return;
			wanted = option(paletteOf(element)) ?? wanted;
			schedule();
		});
		return () => {
			isGone = true;
			clearTimeout(timer);
			leaveTurn(draw);
			visibility.disconnect();
			instance?.dispose();
		};
	};
}
