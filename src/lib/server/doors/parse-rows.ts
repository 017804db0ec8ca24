import { z } from 'zod';
import { BodyError } from './body-error.ts';
import { bodyText, parseJson } from './read-body.ts';
import { fieldErrors, unknownRowField, type FieldError } from './problem.ts';

export const MOST_ROWS = 10_000;
export const MOST_BYTES = 10_000_000;

export type RejectedRow = Readonly<{ index: number; errors: readonly FieldError[] }>;

export type ParsedRows<Row> = Readonly<{
	rows: readonly Row[];
	rejected: readonly RejectedRow[];
	/** One bare object: then a bad row is the answer, not a part of it. */
	isSingle: boolean;
}>;

const NOT_JSON: readonly FieldError[] = [{ path: '', message: 'The line is not JSON.' }];

/** Marks a line that is no JSON, which no JSON value can be. */
const BAD_LINE = Symbol('bad line');

function linesOf(text: string): unknown[] {
	const values: unknown[] = [];
	for (const line of text.split('\n')) {
		if (line.trim() === '') continue;
		try {
			values.push(JSON.parse(line));
		} catch {
			values.push(BAD_LINE);
		}
	}
	return values;
}

const isNdjson = (contentType: string): boolean => /^application\/(x-)?ndjson\b/i.test(contentType);

/** How rows are checked: `plain` may spare most of them the schema, which alone says what is wrong. */
export type RowCheck<Row> = Readonly<{ schema: z.ZodType<Row>; plain?: (value: unknown) => Row | null }>;

/**
 * The rows of a body, good and bad apart; a bad row never stops the good ones beside it.
 * @throws BodyError when the body as a whole is unreadable or has too many rows
 */
export function parseRows<Row>(
	body: Buffer,
	contentType: string,
	{ schema, plain = () => null }: RowCheck<Row>
): ParsedRows<Row> {
	const text = bodyText(body);
	const parsed = isNdjson(contentType) ? linesOf(text) : parseJson(text);
	const values: unknown[] = Array.isArray(parsed) ? parsed : [parsed];
	if (values.length > MOST_ROWS) throw new BodyError(413, `More than ${MOST_ROWS} rows. Send them in parts.`);
	const rows: Row[] = [];
	const rejected: RejectedRow[] = [];
	values.forEach((value, index) => {
		if (value === BAD_LINE) return rejected.push({ index, errors: NOT_JSON });
		const plainly = plain(value);
		if (plainly !== null) return rows.push(plainly);
		const row = schema.safeParse(value);
		return row.success
			? rows.push(row.data)
			: rejected.push({ index, errors: fieldErrors(row.error, unknownRowField, value) });
	});
	return { rows, rejected, isSingle: !Array.isArray(parsed) };
}
