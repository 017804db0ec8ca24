import type { Shape } from './chart-option.ts';
import type { Frame } from './frame.ts';
import type { Marker, Rollout } from './marker-layout.ts';
import { effectColour } from './impact/effect-colour.ts';
import type { ChipKind } from './impact/verdict-words.ts';
import type { Palette } from './palette.ts';

/** Middle of the row of labels above the plot. */
export const MARKER_Y = 13;
/** With more releases than this in one marker, its ends stand for all of their lines. */
const MOST_LINES = 6;
const ROOM_FOR_SHARES = 64;

const dotted = (x: number, y1: number, y2: number, palette: Palette): Shape => ({
	type: 'line',
	shape: { x1: x, y1, x2: x, y2 },
	style: { stroke: palette.marker, lineWidth: 1, lineDash: [2, 3] }
});

const words = (x: number, y: number, text: string, fill: string, palette: Palette, middle = false): Shape => ({
	type: 'text',
	style: {
		x,
		y,
		text,
		fill,
		font: `400 11px ${palette.font}`,
		align: middle ? 'center' : 'left',
		verticalAlign: 'middle'
	}
});

type Said = ReadonlyMap<string, ChipKind>;

/** A release's own sign: a triangle up or down for what got better or worse, a full diamond for what moved, else an empty one. */
function signOf(
	kind: ChipKind | undefined,
	{ x, y, size }: { x: number; y: number; size: number },
	palette: Palette
): Shape {
	const judged = kind === 'improved' ? 1 : kind === 'regressed' ? -1 : 0;
	const points =
		judged === 0
			? [
					[x, y - size],
					[x + size * 0.8, y],
					[x, y + size],
					[x - size * 0.8, y]
				]
			: [
					[x, y - judged * size],
					[x + size, y + judged * size * 0.8],
					[x - size, y + judged * size * 0.8]
				];
	const isFull = judged !== 0 || kind === 'increased' || kind === 'decreased';
	const colour = isFull && kind ? effectColour(kind, palette) : palette.marker;
	return {
		type: 'polygon',
		shape: { points },
		style: { fill: isFull ? colour : palette.surface, stroke: colour, lineWidth: 1.3 }
	};
}

/** Whether a verdict says that something moved. */
export const isJudged = (kind: ChipKind | undefined): boolean =>
	kind === 'improved' || kind === 'regressed' || kind === 'increased' || kind === 'decreased';

function shapesOf(
	{ releases, lines, label, labelX, labelWidth }: Marker,
	{ floor, palette, said }: { floor: number; palette: Palette; said: Said }
): Shape[] {
	const [first = 0] = lines;
	if (lines.length === 1) {
		const kind = said.get(releases[0]?.version ?? '');
		return [
			dotted(first, MARKER_Y + 6, floor, palette),
			signOf(kind, { x: first, y: MARKER_Y, size: 5 }, palette),
			words(labelX, MARKER_Y, label, palette.text2, palette)
		];
	}
	const last = lines.at(-1) ?? first;
	const shown = lines.length > MOST_LINES ? [first, last] : lines;
	const signs = releases.flatMap(({ version }, index) => {
		const kind = said.get(version);
		return isJudged(kind) ? [signOf(kind, { x: lines[index] ?? first, y: MARKER_Y + 14, size: 4 }, palette)] : [];
	});
	return [
		...shown.map((x) => dotted(x, MARKER_Y + 9, floor, palette)),
		{
			type: 'line',
			shape: { x1: first, y1: MARKER_Y + 9, x2: last, y2: MARKER_Y + 9 },
			style: { stroke: palette.markerCluster, lineWidth: 1.5 }
		},
		{
			type: 'rect',
			shape: { x: labelX + 0.5, y: MARKER_Y - 9.5, width: labelWidth, height: 17, r: 3 },
			style: { fill: palette.surface2, stroke: palette.lineStrong, lineWidth: 1 }
		},
		words(labelX + labelWidth / 2, MARKER_Y - 1, label, palette.text2, palette, true),
		...signs
	];
}

/** A rollout in stages: a region from its first stage to its last, with both shares where there is room. */
export function rolloutShapes(
	rollouts: readonly Rollout[],
	label: (rollout: Rollout) => string,
	frame: Frame,
	palette: Palette
): Shape[] {
	return rollouts.flatMap((rollout): Shape[] => {
		const { x0, x1 } = rollout;
		const shape = { x: x0, y: frame.top, width: x1 - x0, height: frame.height - frame.bottom - frame.top };
		const region: Shape = { type: 'rect', shape, style: { fill: palette.mask, opacity: 0.6 } };
		if (x1 - x0 < ROOM_FOR_SHARES) return [region];
		return [region, words((x0 + x1) / 2, frame.top + 10, label(rollout), palette.text3, palette, true)];
	});
}

/** Releases as every time chart shows them: a sign of what was said of them, the name and a dotted line. */
export const markerShapes = (markers: readonly Marker[], frame: Frame, palette: Palette, said: Said): Shape[] =>
	markers.flatMap((marker) => shapesOf(marker, { floor: frame.height - frame.bottom, palette, said }));
