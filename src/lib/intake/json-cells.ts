import type { Column } from './source-row.ts';

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function cellOf(value: unknown): string {
	if (value === null || value === undefined) return '';
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The object that a text holds; `null` when it holds none. */
export function objectIn(text: string): Record<string, unknown> | null {
	try {
		const value: unknown = JSON.parse(text);
		return isObject(value) ? value : null;
	} catch {
		return null;
	}
}

/** More keys than any schema has: then keys are values, and must not fill the memory. */
const MOST_COLUMNS = 1000;
const DEEPEST = 6;

/** Columns in the order in which keys are met, after the expected ones, so that a late key has its place from the start. */
function createJsonColumns(expected: readonly string[]) {
	const places = new Map(expected.map((name, place) => [name, place]));
	const met = new Set<string>();

	function fill(cells: string[], row: Record<string, unknown>, path: string, depth: number): void {
		for (const [key, value] of Object.entries(row)) {
			const name = path + key;
			if (isObject(value) && depth < DEEPEST) {
				fill(cells, value, `${name}.`, depth + 1);
				continue;
			}
			if (!places.has(name) && places.size < MOST_COLUMNS) places.set(name, places.size);
			const place = places.get(name);
			if (place === undefined) continue;
			met.add(name);
			while (cells.length < place) cells.push('');
			cells[place] = cellOf(value);
		}
	}

	return {
		list: (): Column[] => [...places].map(([name, place]) => ({ name, place, isMet: met.has(name) })),
		/** What stands in objects inside is named by its path, `user.id`. */
		cells: (row: Record<string, unknown>): string[] => {
			const cells = new Array<string>(places.size).fill('');
			fill(cells, row, '', 1);
			return cells;
		}
	};
}

/** The cells of a row, and what it carries under `attributes`. */
export function createJsonRows(expected: readonly string[]) {
	const columns = createJsonColumns(expected);
	return {
		columns: columns.list,
		row: (line: number, object: Record<string, unknown>) => {
			const { attributes, ...cells } = object;
			return isObject(attributes)
				? { line, cells: columns.cells(cells), attributes }
				: { line, cells: columns.cells(object) };
		}
	};
}
