import type { Shape } from './chart-option.ts';
import type { Palette } from './palette.ts';

/** A word at the end of a line. */
export type EndLabel = Readonly<{ x: number; y: number; text: string; strong: boolean; hue: number }>;

const LINE_HEIGHT = 14;

/** The labels moved apart, as little as needed, in their order from top to bottom, within [top, bottom]. */
export function spreadLabels(labels: readonly EndLabel[], top: number, bottom: number): EndLabel[] {
	const sorted = [...labels].sort((one, other) => one.y - other.y);
	const down: EndLabel[] = [];
	for (const label of sorted) {
		const free = (down.at(-1)?.y ?? -Infinity) + LINE_HEIGHT;
		down.push({ ...label, y: Math.max(label.y, free, top) });
	}
	const up: EndLabel[] = [];
	for (const label of down.reverse()) {
		const free = (up.at(-1)?.y ?? Infinity) - LINE_HEIGHT;
		up.push({ ...label, y: Math.min(label.y, free, bottom) });
	}
	return up.reverse();
}

const dot = ({ x, y, hue }: EndLabel, palette: Palette): Shape => ({
	type: 'circle',
	shape: { cx: x + 3, cy: y, r: 3 },
	style: { fill: palette.hues[hue] }
});

const words = ({ x, y, text, strong }: EndLabel, palette: Palette): Shape => ({
	type: 'text',
	style: {
		x: strong ? x : x + 10,
		y,
		text,
		fill: strong ? palette.text : palette.text2,
		font: strong ? `600 14px ${palette.font}` : `400 11px ${palette.font}`,
		verticalAlign: 'middle'
	}
});

/** Text in text colour: most hues are too faint to read; a dot before it carries the hue. */
export const endLabelShapes = (labels: readonly EndLabel[], palette: Palette): Shape[] =>
	labels.flatMap((label) => (label.strong ? [words(label, palette)] : [dot(label, palette), words(label, palette)]));
