import { asHeader, isAttribute } from './fields.ts';
import type { FieldHeaders } from './header-words.ts';
import type { Column } from './source-row.ts';

/** Where a field's values come from; `by` is what speaks for the column: an answer, its name, or its values alone. */
export type FieldSource =
	Readonly<{ column: Column; by: 'answer' | 'name' | 'values' }> | Readonly<{ constant: string }>;

export type FieldMapping = Readonly<{
	fields: ReadonlyMap<string, FieldSource>;
	/** Columns that go nowhere. */
	ignored: readonly Column[];
}>;

/** What the values of columns say about them. */
export type ColumnGuess = Readonly<{
	/** Whether a column with the right name may be the field, by its values. */
	fits: (field: string, column: Column) => boolean;
	/** The column that is the field although its name says nothing. */
	byValues: (field: string, free: readonly Column[]) => Column | undefined;
}>;

/** An answer that the file or the fields contradict. */
export type MappingProblem = Readonly<{
	field: string;
	code: 'unknown-field' | 'unknown-column' | 'both';
	column: string;
}>;

export type MappingRequest = Readonly<{
	headers: FieldHeaders;
	/** Field → column; an empty column leaves the field out. */
	columns: ReadonlyMap<string, string>;
	/** Field → the value that every row gets. */
	constants: ReadonlyMap<string, string>;
	takesAttributes: boolean;
	guess: ColumnGuess;
}>;

const isKnownField = (field: string, { headers, takesAttributes }: MappingRequest): boolean =>
	Object.hasOwn(headers, field) || (takesAttributes && isAttribute(field));

/** By its exact name, else by the same name in other letters. */
const columnNamed = (name: string, columns: readonly Column[]): Column | undefined =>
	columns.find((column) => column.name === name) ?? columns.find((column) => asHeader(column.name) === asHeader(name));

/** Whether a nested key ends in the header. */
const endsIn = (name: string, header: string): boolean =>
	name.includes('.') && !isAttribute(name) && asHeader(name).endsWith(`_${header}`);

/** The column known by its header for the field; a JSON key that may still come only by the field's own name. */
function knownColumn(
	field: string,
	{ headers, guess }: MappingRequest,
	free: readonly Column[]
): FieldSource | undefined {
	for (const header of headers[field] ?? []) {
		const column = free.find((one) => one.isMet && asHeader(one.name) === header && guess.fits(field, one));
		if (column) return { column, by: 'name' };
	}
	// `review.user.id` is no `user_id` by its whole name, but by its end; what ends in `id` may be the id of anything.
	for (const header of field === 'id' ? [] : (headers[field] ?? [])) {
		const column = free.find((one) => one.isMet && endsIn(one.name, header) && guess.fits(field, one));
		if (column) return { column, by: 'name' };
	}
	const late = free.find(({ name, isMet }) => !isMet && name === field);
	return late && { column: late, by: 'name' };
}

function askedFields(
	columns: readonly Column[],
	request: MappingRequest,
	problems: MappingProblem[]
): Map<string, FieldSource> {
	const fields = new Map<string, FieldSource>();
	const met = columns.filter(({ isMet }) => isMet);
	for (const [field, name] of request.columns) {
		const column = columnNamed(name, met);
		if (name === '') continue;
		if (column) fields.set(field, { column, by: 'answer' });
		else problems.push({ field, code: 'unknown-column', column: name });
	}
	for (const [field, constant] of request.constants) {
		if (request.columns.get(field)) problems.push({ field, code: 'both', column: '' });
		fields.set(field, { constant });
	}
	return fields;
}

/** Which column fills which field: as answered, and for the fields nobody spoke of by their names, then by their values. */
export function fieldMapping(
	columns: readonly Column[],
	request: MappingRequest
): FieldMapping | Readonly<{ problems: readonly MappingProblem[] }> {
	const asked = [...request.columns.keys(), ...request.constants.keys()];
	const problems: MappingProblem[] = asked
		.filter((field) => !isKnownField(field, request))
		.map((field) => ({ field, code: 'unknown-field', column: '' }));
	const fields = askedFields(columns, request, problems);
	if (problems.length > 0) return { problems };
	const used = new Set([...fields.values()].flatMap((source) => ('column' in source ? [source.column.place] : [])));
	const claim = (field: string, source: FieldSource | undefined) => {
		if (!source || !('column' in source)) return;
		fields.set(field, source);
		used.add(source.column.place);
	};
	const free = () => columns.filter(({ place }) => !used.has(place));
	const open = Object.keys(request.headers).filter((field) => !asked.includes(field));
	for (const field of open) claim(field, knownColumn(field, request, free()));
	for (const field of open) {
		const source = fields.get(field);
		if (source && (!('column' in source) || source.column.isMet)) continue;
		const column = request.guess.byValues(
			field,
			free().filter(({ isMet }) => isMet)
		);
		if (column) claim(field, { column, by: 'values' });
	}
	if (request.takesAttributes)
		for (const column of free())
			if (isAttribute(column.name) && !asked.includes(column.name)) claim(column.name, { column, by: 'name' });
	return { fields, ignored: free().filter(({ isMet }) => isMet) };
}

/** Reads a field from a row's cells: trimmed, '' where nothing fills it. */
export function cellReader(source: FieldSource | undefined): (cells: readonly string[]) => string {
	if (source === undefined) return () => '';
	if ('constant' in source) return () => source.constant;
	const { place } = source.column;
	return (cells) => (cells[place] ?? '').trim();
}
