/** What JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/**
 * The one text of a value, whatever order its fields came in, so that equal values have equal digests.
 * @throws RangeError for a number that JSON has no words for
 * @see RFC 8785; its numbers and texts are those of `JSON.stringify`, its order that of UTF-16 code units
 */
export function canonicalJson(value: Json): string {
	if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`${value} is no JSON`);
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
	const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
	return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`).join(',')}}`;
}
