import type { Palette } from '#lib/charts/palette.ts';
import type { ChipKind } from './verdict-words.ts';

/** Blue and orange belong to verdicts; what is not judged is ink or grey. */
export function effectColour(kind: ChipKind, palette: Palette): string {
	if (kind === 'improved') return palette.improved;
	if (kind === 'regressed') return palette.regressed;
	return kind === 'increased' || kind === 'decreased' ? palette.text : palette.neutral;
}

/** What was observed since the release: in its verdict's colour, teal without one. */
export const observedColour = (kind: ChipKind, palette: Palette): string =>
	kind === 'improved' || kind === 'regressed' ? effectColour(kind, palette) : (palette.hues[0] ?? palette.text);
