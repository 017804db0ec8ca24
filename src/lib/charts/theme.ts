import { createSubscriber } from 'svelte/reactivity';
import { COLOUR_TOKENS, HUE_TOKENS, type Palette } from './palette.ts';

/** As they were read since the theme last changed: to read one anew, the browser works out its style thirty times. */
let known = new WeakMap<HTMLElement, Palette>();

/** Runs again whatever reads the theme, once it changes: the page's own choice or the system's. */
const subscribe = createSubscriber((tell) => {
	const update = () => {
		known = new WeakMap();
		tell();
	};
	// Before anybody listened it may have changed unheard.
	known = new WeakMap();
	const chosen = new MutationObserver(update);
	chosen.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
	const system = matchMedia('(prefers-color-scheme: dark)');
	system.addEventListener('change', update);
	return () => {
		chosen.disconnect();
		system.removeEventListener('change', update);
	};
});

/** The tokens as they stand inside `element`; to be read in an effect, which then follows the theme. */
export function paletteOf(element: HTMLElement): Palette {
	subscribe();
	const palette = known.get(element) ?? readPalette(element);
	known.set(element, palette);
	return palette;
}

function readPalette(element: HTMLElement): Palette {
	const probe = document.createElement('span');
	probe.hidden = true;
	element.append(probe);
	const style = getComputedStyle(probe);
	// A computed `color` is a plain rgb() even where the token is light-dark() or a mixture.
	const colour = (token: string): string => {
		probe.style.color = `var(${token})`;
		return style.color;
	};
	const palette = {
		text: colour(COLOUR_TOKENS.text),
		text2: colour(COLOUR_TOKENS.text2),
		text3: colour(COLOUR_TOKENS.text3),
		surface: colour(COLOUR_TOKENS.surface),
		surface2: colour(COLOUR_TOKENS.surface2),
		lineStrong: colour(COLOUR_TOKENS.lineStrong),
		grid: colour(COLOUR_TOKENS.grid),
		axis: colour(COLOUR_TOKENS.axis),
		zero: colour(COLOUR_TOKENS.zero),
		mask: colour(COLOUR_TOKENS.mask),
		marker: colour(COLOUR_TOKENS.marker),
		markerCluster: colour(COLOUR_TOKENS.markerCluster),
		compared: colour(COLOUR_TOKENS.compared),
		improved: colour(COLOUR_TOKENS.improved),
		regressed: colour(COLOUR_TOKENS.regressed),
		neutral: colour(COLOUR_TOKENS.neutral),
		hues: HUE_TOKENS.map(colour),
		band: Number(style.getPropertyValue('--band')),
		font: style.fontFamily
	};
	probe.remove();
	return palette;
}
