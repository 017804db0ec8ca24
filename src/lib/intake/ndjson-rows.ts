import { LONGEST_ROW, type Column, type SourceRow, type TableReader } from './source-row.ts';

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function cellOf(value: unknown): string {
	if (value === null || value === undefined) return '';
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function objectIn(text: string): Record<string, unknown> | null {
	try {
		const value: unknown = JSON.parse(text);
		return isObject(value) ? value : null;
	} catch {
		return null;
	}
}

/** More keys than any schema has: then keys are values, and must not fill the memory. */
const MOST_COLUMNS = 1000;

/** Columns in the order in which keys are met, after the expected ones, so that a late key has its place from the start. */
function createColumns(expected: readonly string[]) {
	const places = new Map(expected.map((name, place) => [name, place]));
	const met = new Set<string>();
	return {
		list: (): Column[] => [...places].map(([name, place]) => ({ name, place, isMet: met.has(name) })),
		cells: (row: Record<string, unknown>): string[] => {
			const cells = new Array<string>(places.size).fill('');
			for (const [name, value] of Object.entries(row)) {
				if (!places.has(name) && places.size < MOST_COLUMNS) places.set(name, places.size);
				const place = places.get(name);
				if (place === undefined) continue;
				met.add(name);
				cells[place] = cellOf(value);
			}
			return cells;
		}
	};
}

/** Rows of a file with one JSON object on each line. */
export function createNdjsonReader(expected: readonly string[]): TableReader {
	const columns = createColumns(expected);
	let held = '';
	let line = 0;
	let blankRows = 0;

	function rowIn(text: string): SourceRow | null {
		line++;
		if (text.trim() === '') {
			blankRows++;
			return null;
		}
		const row = text.length > LONGEST_ROW ? null : objectIn(text);
		if (!row) return { line, problem: 'Is not one JSON object.' };
		const { attributes, ...cells } = row;
		return isObject(attributes)
			? { line, cells: columns.cells(cells), attributes }
			: { line, cells: columns.cells(row) };
	}

	function read(text: string): SourceRow[] {
		const lines = (held + text).split('\n');
		held = lines.pop() ?? '';
		// What is too long stays too long; its rest need not be kept.
		if (held.length > 2 * LONGEST_ROW) held = held.slice(0, LONGEST_ROW + 1);
		return lines.flatMap((one) => rowIn(one) ?? []);
	}

	return {
		read,
		end: () => (held === '' ? [] : read('\n')),
		columns: columns.list,
		blankRows: () => blankRows,
		footer: () => []
	};
}
