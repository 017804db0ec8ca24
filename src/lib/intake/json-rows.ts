import { createJsonRows, objectIn } from './json-cells.ts';
import { createJsonElements, type JsonElement } from './json-elements.ts';
import { LONGEST_ROW, type SourceRow, type TableReader } from './source-row.ts';

/* This file and what it imports are loaded only for JSON. */

/** Where a file's rows stand: under which keys, and whether their own keys are their ids. */
export type JsonShape = Readonly<{ path: readonly string[]; isKeyed: boolean }>;

/** Enough of a file to see where its rows are. */
const MOST_LOOKED_AT = 200;

/** Members of an object as far as the text goes, each by what it begins with. */
function membersOf(text: string, path: readonly string[]): JsonElement[] {
	const elements = createJsonElements(path, LONGEST_ROW).read(`${text} `);
	return elements.slice(0, MOST_LOOKED_AT);
}

/** The key of an array of objects that is still open at the end of the text. */
function openArray(text: string): string | null {
	const [, key] = /"((?:[^"\\]|\\.)*)"\s*:\s*\[\s*\{/.exec(text) ?? [];
	return key ?? null;
}

/** Where the rows of a JSON file are, by its beginning; `null` when it is one row, or one on each line. */
export function jsonShape(text: string): JsonShape | null {
	const start = text.trimStart();
	if (start.startsWith('[')) return { path: [], isKeyed: false };
	if (objectIn(start.slice(0, start.indexOf('\n') === -1 ? start.length : start.indexOf('\n')))) {
		// A line that is an object is a row, unless it is the whole file.
		if (start.trim().includes('\n')) return null;
	}
	const members = membersOf(start, []);
	const list = members.find(({ text: value }) => /^\[\s*\{/.test(value));
	if (list?.key) return { path: [list.key], isKeyed: false };
	const objects = members.filter(({ text: value }) => value.startsWith('{'));
	const [only] = objects;
	if (members.length > 1 && objects.length === members.length) return { path: [], isKeyed: true };
	if (only?.key && objects.length === 1) {
		const inner = jsonShape(only.text);
		if (inner && inner.path.length === 1) return { path: [only.key, ...inner.path], isKeyed: inner.isKeyed };
		if (members.length === 1 && inner === null) return { path: [], isKeyed: true };
	}
	const key = openArray(start);
	return key !== null && members.length < MOST_LOOKED_AT ? { path: [key], isKeyed: false } : null;
}

/** Rows of a JSON file: the objects in an array, or those under the keys of an object, whose key is their `id`. */
export function createJsonReader({ path, isKeyed }: JsonShape, expected: readonly string[]): TableReader {
	const json = createJsonRows(expected);
	const elements = createJsonElements(path, LONGEST_ROW);

	function rowOf({ key, text, line }: JsonElement): SourceRow {
		const object = text === '' ? null : objectIn(text);
		if (!object) return { line, problem: 'Is not one JSON object.' };
		return json.row(line, isKeyed && key !== null ? { id: key, ...object } : object);
	}

	return {
		read: (text) => elements.read(text).map(rowOf),
		end: () =>
			elements.isOpen() ? [{ line: elements.line(), problem: 'The file ends in the middle of its JSON.' }] : [],
		columns: json.columns,
		blankRows: () => 0,
		footer: () => []
	};
}
