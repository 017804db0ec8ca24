import { z } from 'zod';
import { isObject } from './is-object.ts';
import type { MetricDefinition } from './metric-definition.ts';
import { fieldsOf, metricNamed, type Metric, type MetricTable } from './metric.ts';
import { momentOf } from './time-range.ts';

export const BUCKETS = ['minute', 'hour', 'day', 'week', 'month', 'all'] as const;
export type BucketWidth = (typeof BUCKETS)[number];

export const OPS = ['=', '!=', 'in', 'contains', '>=', '<='] as const;

/** What an answer is about: it may have several, so that it counts in each of their groups. */
export const TOPIC_FIELD = 'topic';

/** Compared as numbers; every other field is text. */
export const isNumericField = (field: string): boolean => field === 'score' || field === 'value';

const ATTRIBUTE = /^attributes\.(.{1,128})$/s;
/** The attribute's name in `attributes.NAME`; `null` for a plain field. */
export const attributeOf = (field: string): string | null => ATTRIBUTE.exec(field)?.[1] ?? null;

const Scalar = z.union([z.string().max(20_000), z.number(), z.boolean()], 'Must be a text, a number or true/false.');

export const Filter = z
	.strictObject({
		field: z.string('Must be a text.').max(200),
		op: z.enum(OPS, `Must be one of ${OPS.join(' ')}.`),
		value: z.union(
			[Scalar, z.array(Scalar).min(1, 'Must not be empty.').max(1000, 'At most 1,000 values.')],
			'Must be a value, or a list for "in".'
		)
	})
	.superRefine(({ field, op, value }, context) => {
		const issue = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
		const values = Array.isArray(value) ? value : [value];
		if (Array.isArray(value) !== (op === 'in'))
			issue('value', op === 'in' ? 'Must be a list for "in".' : 'Only "in" takes a list.');
		const ordered = op === '>=' || op === '<=';
		if (ordered && !isNumericField(field) && attributeOf(field) === null)
			issue('op', '>= and <= compare score, value and numeric attributes only.');
		if (op === 'contains' && isNumericField(field)) issue('op', `"contains" searches text; ${field} is a number.`);
		if (op === 'contains' && field === TOPIC_FIELD) issue('op', 'A topic is compared with =, != and in.');
		if ((ordered || isNumericField(field)) && !values.every((one) => typeof one === 'number'))
			issue('value', 'Must be a number.');
	});
export type Filter = z.infer<typeof Filter>;

/** Whether rows of the table have the field. */
export const hasField = (table: MetricTable, field: string): boolean =>
	attributeOf(field) !== null || fieldsOf(table).includes(field);

export const Time = z.union([z.string(), z.number()], 'Must be a time.').transform((input, context) => {
	const moment = momentOf(input);
	if (moment) return moment;
	context.addIssue({
		code: 'custom',
		message: 'Must be an RFC 3339 time, epoch milliseconds, "now" or "now-24h" (m, h, d, w).'
	});
	return z.NEVER;
});

/** What may stand in a question's place while some of its fields are wrong. */
type Unchecked = { metric?: unknown; filter?: unknown; groupBy?: unknown };

const fieldOf = (filter: unknown): unknown =>
	typeof filter === 'object' && filter !== null && 'field' in filter ? filter.field : undefined;

/** What a question may be about. */
export type AskableMetric = Pick<Metric, 'name' | 'table' | 'definition'>;
type FindMetric = (name: string) => AskableMetric | null;

/** Looks for the metric and its fields even where something else is wrong already: every error comes at once. */
const checkFields =
	(find: FindMetric) =>
	({ metric: name, filter, groupBy }: Unchecked, context: Pick<z.RefinementCtx, 'addIssue'>): void => {
		const issue = (path: PropertyKey[], message: string) => context.addIssue({ code: 'custom', path, message });
		if (typeof name !== 'string') return;
		const metric = find(name);
		if (!metric)
			return issue(['metric'], `There is no metric "${name.slice(0, 100)}". GET /api/v1/metrics lists them.`);
		const lacks = (field: unknown) => typeof field === 'string' && !hasField(metric.table, field);
		const have = `${metric.name} has ${fieldsOf(metric.table).join(', ')} and attributes.NAME.`;
		const filters: unknown[] = Array.isArray(filter) ? filter : [];
		filters.forEach((one, index) => {
			if (lacks(fieldOf(one))) issue(['filter', index, 'field'], `No such field here: ${have}`);
		});
		if (lacks(groupBy)) issue(['groupBy'], `No such field here: ${have}`);
	};

const QuestionShape = z.strictObject({
	metric: z.string('Must be the name of a metric.'),
	from: Time,
	to: Time,
	bucket: z.enum(BUCKETS, `Must be one of ${BUCKETS.join(', ')}.`),
	filter: z.array(Filter, 'Must be a list of { field, op, value }.').max(20, 'At most 20 filters.').default([]),
	groupBy: z.string('Must be the name of a field.').optional(),
	groups: z
		.number('Must be a number.')
		.int('Must be a whole number.')
		.min(1, 'Must be 1 to 100.')
		.max(100, 'Must be 1 to 100.')
		.default(20)
});

/** One question about one built-in metric, as a client asks it. */
export const Question = QuestionShape.superRefine(checkFields(metricNamed), { when: isObject });
export type Question = z.infer<typeof Question> &
	Readonly<{
		/** What the metric is, where it is the product's own. */
		definition?: MetricDefinition;
	}>;

/** As `Question`, about a built-in metric or one of a product's own. */
export function questionSchema(own: readonly AskableMetric[]) {
	const find: FindMetric = (name) => metricNamed(name) ?? own.find((metric) => metric.name === name) ?? null;
	return QuestionShape.superRefine(checkFields(find), { when: isObject }).transform((question): Question => {
		const definition = find(question.metric)?.definition;
		return definition ? { ...question, definition } : question;
	});
}
export type QuestionSchema = ReturnType<typeof questionSchema>;

/** A question as clients write it down. */
export type QuestionInput = z.input<typeof Question>;

/** One bucket of one series. `value` is `null` where there is nothing to estimate; nothing is not zero. */
export type Bucket = Readonly<{
	/** RFC 3339 in UTC. */
	start: string;
	n: number;
	value: number | null;
	low: number | null;
	high: number | null;
	approximate?: true;
}>;

export type Series = Readonly<{ group: string | null; other?: true; buckets: readonly Bucket[] }>;

/** Series by group, in the order of their names, `other` last. */
export type Result = Readonly<{ series: readonly Series[] }>;

/** A result and the instant (RFC 3339) up to which every acknowledged row is in it. */
export type Answer = Readonly<{ watermark: string; result: Result }>;
