import { z } from 'zod';
import { isObject } from './is-object.ts';
import { fieldsOf } from './metric.ts';
import { attributeOf, Filter, hasField, isNumericField } from './question.ts';

const MOST_DAYS = 365;

const Over = z.enum(['feedback', 'events'], 'Must be "feedback" or "events".');
const Where = z.array(Filter, 'Must be a list of { field, op, value }.').max(20, 'At most 20 filters.');
const Condition = Where.min(1, 'At least one filter.');
const days = (least: number) =>
	z
		.number('Must be a number.')
		.int('Must be a whole number.')
		.min(least, `Must be ${least} to ${MOST_DAYS}.`)
		.max(MOST_DAYS, `Must be ${least} to ${MOST_DAYS}.`);

/** What a mean and a quantile are of. */
const Measured = z
	.string('Must be a text.')
	.max(200)
	.refine(
		(field) => isNumericField(field) || attributeOf(field) !== null,
		'Must be score, value or a numeric attributes.NAME.'
	);

/** The rows that are looked at: of one table, those that match every filter of `where`. */
const rows = { over: Over, where: Where.default([]) };

const DefinitionShape = z.discriminatedUnion(
	'kind',
	[
		z.strictObject({ kind: z.literal('count'), ...rows }),
		/** Of the rows, those that match `of` too. */
		z.strictObject({ kind: z.literal('share'), ...rows, of: Condition }),
		z.strictObject({ kind: z.literal('mean'), ...rows, field: Measured }),
		z.strictObject({
			kind: z.literal('quantile'),
			...rows,
			field: Measured,
			q: z.number('Must be a number.').gt(0, 'Must be between 0 and 1.').lt(1, 'Must be between 0 and 1.')
		}),
		/** Distinct ones with such a row. */
		z.strictObject({ kind: z.literal('customers'), ...rows }),
		/** Rows for each customer with one. */
		z.strictObject({ kind: z.literal('per-customer'), ...rows }),
		/** Of the customers with such a row in a bucket, those who had a row that matches `then` within `days` of the first. */
		z.strictObject({ kind: z.literal('conversion'), ...rows, then: Condition, days: days(1) }),
		/** Of the same, those with another such row 24 hours to `days` days after the first. */
		z.strictObject({ kind: z.literal('return-rate'), ...rows, days: days(2) })
	],
	'Must be one of count, share, mean, quantile, customers, per-customer, conversion, return-rate.'
);

/** What may stand in a definition's place while some of its fields are wrong. */
type Unchecked = { over?: unknown; where?: unknown; of?: unknown; then?: unknown; field?: unknown };

const fieldOf = (filter: unknown): unknown =>
	typeof filter === 'object' && filter !== null && 'field' in filter ? filter.field : undefined;

function checkFields(definition: Unchecked, context: Pick<z.RefinementCtx, 'addIssue'>): void {
	const over = Over.safeParse(definition.over);
	if (!over.success) return;
	const table = over.data;
	const message = `No such field here: ${table} has ${fieldsOf(table).join(', ')} and attributes.NAME.`;
	const check = (field: unknown, path: PropertyKey[]) => {
		if (typeof field === 'string' && !hasField(table, field)) context.addIssue({ code: 'custom', path, message });
	};
	for (const part of ['where', 'of', 'then'] as const) {
		const filters: unknown = definition[part];
		if (Array.isArray(filters)) filters.forEach((filter, index) => check(fieldOf(filter), [part, index, 'field']));
	}
	const { field } = definition;
	if (typeof field === 'string' && isNumericField(field)) check(field, ['field']);
}

/**
 * What a metric of a product's own is. Conversion and return rate look from the first such row of a customer in a bucket;
 * a customer whose `days` are not over yet is not counted, in `n` neither.
 */
export const MetricDefinition = DefinitionShape.superRefine(checkFields, { when: isObject });
export type MetricDefinition = z.infer<typeof MetricDefinition>;
