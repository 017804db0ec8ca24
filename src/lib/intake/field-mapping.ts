import { asHeader, isAttribute, type FieldHeaders } from './fields.ts';
import { quotedCell, type Column } from './source-row.ts';

/** Where a field's values come from; `isAsked` when the user said so and no header was guessed by. */
export type FieldSource = Readonly<{ column: Column; isAsked: boolean }> | Readonly<{ constant: string }>;

export type FieldMapping = Readonly<{
	fields: ReadonlyMap<string, FieldSource>;
	/** Columns that go nowhere. */
	ignored: readonly Column[];
}>;

export type MappingRequest = Readonly<{
	headers: FieldHeaders;
	/** Field → column; an empty column leaves the field out. */
	columns: ReadonlyMap<string, string>;
	/** Field → the value that every row gets. */
	constants: ReadonlyMap<string, string>;
	takesAttributes: boolean;
}>;

function unknownField(field: string, { headers, takesAttributes }: MappingRequest): string | null {
	if (Object.hasOwn(headers, field) || (takesAttributes && isAttribute(field))) return null;
	const known = Object.keys(headers).join(', ');
	return `There is no field ${quotedCell(field)}: use ${known}${takesAttributes ? ' or attributes.NAME' : ''}.`;
}

/** By its exact name, else by the same name in other letters. */
const columnNamed = (name: string, columns: readonly Column[]): Column | undefined =>
	columns.find((column) => column.name === name) ?? columns.find((column) => asHeader(column.name) === asHeader(name));

/** The column known by its header for the field; a JSON key that may still come only by the field's own name. */
function knownColumn(field: string, known: readonly string[], free: readonly Column[]): Column | undefined {
	for (const header of known) {
		const column = free.find(({ name, isMet }) => isMet && asHeader(name) === header);
		if (column) return column;
	}
	return free.find(({ name, isMet }) => !isMet && name === field);
}

function askedFields(
	columns: readonly Column[],
	request: MappingRequest,
	problems: string[]
): Map<string, FieldSource> {
	const fields = new Map<string, FieldSource>();
	const met = columns.filter(({ isMet }) => isMet);
	for (const [field, name] of request.columns) {
		const column = columnNamed(name, met);
		if (name === '') continue;
		if (column) fields.set(field, { column, isAsked: true });
		else
			problems.push(`There is no column ${quotedCell(name)}: the file has ${met.map((one) => one.name).join(', ')}.`);
	}
	for (const [field, constant] of request.constants) {
		if (request.columns.has(field)) problems.push(`${field} cannot have both a column and a value.`);
		fields.set(field, { constant });
	}
	return fields;
}

/** Which column fills which field: as asked, and for the fields nobody spoke of by well-known headers. */
export function fieldMapping(
	columns: readonly Column[],
	request: MappingRequest
): FieldMapping | Readonly<{ problems: readonly string[] }> {
	const asked = [...request.columns.keys(), ...request.constants.keys()];
	const problems = asked.flatMap((field) => unknownField(field, request) ?? []);
	const fields = askedFields(columns, request, problems);
	if (problems.length > 0) return { problems };
	const used = new Set([...fields.values()].flatMap((source) => ('column' in source ? [source.column.place] : [])));
	const claim = (field: string, column: Column | undefined) => {
		if (!column) return;
		fields.set(field, { column, isAsked: false });
		used.add(column.place);
	};
	const free = () => columns.filter(({ place }) => !used.has(place));
	for (const [field, known] of Object.entries(request.headers))
		if (!asked.includes(field)) claim(field, knownColumn(field, known, free()));
	if (request.takesAttributes)
		for (const column of free())
			if (isAttribute(column.name) && !asked.includes(column.name)) claim(column.name, column);
	return { fields, ignored: free().filter(({ isMet }) => isMet) };
}

/** Reads a field from a row's cells: trimmed, '' where nothing fills it. */
export function cellReader(source: FieldSource | undefined): (cells: readonly string[]) => string {
	if (source === undefined) return () => '';
	if ('constant' in source) return () => source.constant;
	const { place } = source.column;
	return (cells) => (cells[place] ?? '').trim();
}
