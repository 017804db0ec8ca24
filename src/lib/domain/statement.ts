import { z } from 'zod';
import { attributeOf, BUCKETS, Filter, Time, TOPIC_FIELD } from './question.ts';
import { fieldsOf } from './metric.ts';

/** What `{filters}` may compare: a topic is no column, `has(topics, …)` asks for it. */
const FIELDS: ReadonlySet<string> = new Set(
	[...fieldsOf('feedback'), ...fieldsOf('events')].filter((field) => field !== TOPIC_FIELD)
);

const FilterOnColumns = Filter.superRefine(({ field }, context) => {
	if (attributeOf(field) !== null || FIELDS.has(field)) return;
	context.addIssue({
		code: 'custom',
		path: ['field'],
		message: `No such field: there are ${[...FIELDS].join(', ')} and attributes.NAME.`
	});
});

/** One SELECT of an analyst, and what its macros stand for. */
export const Statement = z.strictObject({
	sql: z
		.string('Must be a text.')
		.max(50_000, 'At most 50,000 characters.')
		.refine((sql) => sql.trim() !== '', 'Must not be empty.'),
	from: Time.optional(),
	to: Time.optional(),
	bucket: z.enum(BUCKETS, `Must be one of ${BUCKETS.join(', ')}.`).optional(),
	filters: z
		.array(FilterOnColumns, 'Must be a list of { field, op, value }.')
		.max(20, 'At most 20 filters.')
		.default([])
});
export type Statement = z.infer<typeof Statement>;
/** A statement as clients write it down. */
export type StatementInput = z.input<typeof Statement>;

/** What a statement gives. Instants are RFC 3339; whole numbers beyond 2^53 are texts. */
export type StatementResult = Readonly<{
	columns: readonly Readonly<{ name: string; type: string }>[];
	rows: readonly (readonly unknown[])[];
	/** How many rows these are. */
	n: number;
	elapsedMs: number;
	/** Whether there were more. */
	truncated: boolean;
}>;

/** A result and the instant (RFC 3339) up to which every acknowledged row is in it. */
export type StatementAnswer = Readonly<{ watermark: string; result: StatementResult }>;

/** What a statement will read at most. */
export type StatementCost = Readonly<{ tables: readonly string[]; rows: number; bytes: number }>;

/** A place in the SQL as it was written, counted from 1, in characters. */
export type StatementPlace = Readonly<{ line: number; column: number }>;
