import { createSeparatedReader, type Layout } from './separated-rows.ts';
import { isReadable } from './source-row.ts';
import { isBlank } from './table-rows.ts';

/** The likeliest first: it wins where two cut equally well. */
const SEPARATORS = [',', '\t', ';', '|'] as const;

const LOOKED_AT_CHARACTERS = 131_072;

/** How well a separator cuts: the share of rows that get the commonest number of cells, if that is more than one. */
function fit(text: string, layout: Layout): Readonly<{ share: number; cells: number }> {
	const counts = new Map<number, number>();
	let rows = 0;
	for (const row of createSeparatedReader(layout).read(text)) {
		const cells = isReadable(row) ? row.cells.length : 0;
		if (isReadable(row) && isBlank(row.cells)) continue;
		rows++;
		counts.set(cells, (counts.get(cells) ?? 0) + 1);
	}
	const [cells, most] = [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0]);
	return cells > 1 ? { share: most / rows, cells } : { share: 0, cells: 1 };
}

/** What separates the cells: the mark that cuts most rows into equally many, and among equals into the most. */
export function separatorOf(text: string, newline: Layout['newline']): string {
	const looked = text.length > LOOKED_AT_CHARACTERS ? text.slice(0, LOOKED_AT_CHARACTERS) : `${text}${newline}`;
	let best = { separator: ',', share: 0, cells: 1 };
	for (const separator of SEPARATORS) {
		const { share, cells } = fit(looked, { separator, newline });
		// A little less even is nothing beside many more cells: texts hold marks too.
		if (share > best.share * 1.1 || (share >= best.share * 0.9 && cells > best.cells))
			best = { separator, share, cells };
	}
	return best.separator;
}
