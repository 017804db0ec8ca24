import { z } from 'zod';
import { isObject } from './is-object.ts';
import { panelSchema } from './panel.ts';
import { Slug } from './product.ts';
import { attributeOf, TOPIC_FIELD } from './question.ts';
import { isStorableJson, storableText } from './storable-text.ts';

const MOST_PANELS = 200;
const MOST_VARIABLES = 10;

const FIELDS = ['channel', 'version', 'lang', 'scale', TOPIC_FIELD];

/** A field that whoever looks may set for all panels at once. */
const Variable = z.strictObject({
	field: storableText()
		.max(200, 'At most 200 characters.')
		.refine(
			(field) => FIELDS.includes(field) || attributeOf(field) !== null,
			`Must be one of ${FIELDS.join(', ')} or attributes.NAME.`
		),
	title: storableText().trim().max(100, 'At most 100 characters.').optional()
});
export type Variable = z.infer<typeof Variable>;

type Unchecked = { panels?: unknown; variables?: unknown };

const keysOf = (list: unknown, key: string): unknown[] =>
	Array.isArray(list)
		? list.map((one: unknown): unknown => (typeof one === 'object' && one !== null ? Reflect.get(one, key) : undefined))
		: [];

function checkNamesOnce({ panels, variables }: Unchecked, context: Pick<z.RefinementCtx, 'addIssue'>): void {
	for (const [name, key, list] of [['panels', 'id', panels] as const, ['variables', 'field', variables] as const])
		keysOf(list, key).forEach((value, index, all) => {
			if (value !== undefined && all.indexOf(value) < index)
				context.addIssue({ code: 'custom', path: [name, index, key], message: 'Is used by another one.' });
		});
}

const contentFields = (Asked: z.ZodType) => ({
	title: storableText().trim().min(1, 'Must not be empty.').max(200, 'At most 200 characters.'),
	panels: z.array(panelSchema(Asked), 'Must be a list of panels.').max(MOST_PANELS, `At most ${MOST_PANELS} panels.`),
	variables: z
		.array(Variable, 'Must be a list of { field, title? }.')
		.max(MOST_VARIABLES, `At most ${MOST_VARIABLES} variables.`)
		.default([])
});

/** What a dashboard shows, of what was once accepted: a metric that it asks for may be gone since. */
export const DashboardContent = z
	.strictObject(contentFields(z.looseObject({ metric: z.string() })))
	.superRefine(checkNamesOnce, { when: isObject });
export type DashboardContent = z.infer<typeof DashboardContent>;

/**
 * A dashboard as a client puts it. `revision`: the one it was made from; another one meanwhile refuses it. `Asked` is the
 * schema of the questions that its product can be asked.
 */
export const dashboardInput = (Asked: z.ZodType) =>
	z
		.strictObject({
			...contentFields(Asked),
			/** As the address has it. */
			slug: Slug.optional(),
			revision: z.number('Must be a number.').int('Must be a whole number.').min(0, 'Must be 0 or more.').optional()
		})
		.superRefine(checkNamesOnce, { when: isObject })
		.refine(isStorableJson, 'Must hold texts of whole characters, without U+0000.');

/** A dashboard as it is kept. Revisions are counted from 1 and never used again, not even after a deletion. */
export type Dashboard = Readonly<DashboardContent & { slug: string; revision: number }>;

export type ListedDashboard = Readonly<{ slug: string; title: string; revision: number }>;

/** One save of a dashboard: by whom and when (RFC 3339). */
export type DashboardVersion = Readonly<{ revision: number; title: string; by: string; at: string }>;
