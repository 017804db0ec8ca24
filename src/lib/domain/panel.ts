import { z } from 'zod';
import { isObject } from './is-object.ts';
import type { QuestionInput } from './question.ts';
import { storableText } from './storable-text.ts';

export const CHARTS = [
	'line',
	'area',
	'bar',
	'stacked',
	'heatmap',
	'histogram',
	'number',
	'table',
	'text',
	'verdicts'
] as const;
export type ChartName = (typeof CHARTS)[number];

/** How many columns the grid of a dashboard has. */
export const COLUMNS = 12;
const MOST_ROWS = 1000;
const TALLEST = 40;

const whole = (least: number, most: number) => {
	const words = `Must be a whole number from ${least} to ${most}.`;
	return z.number(words).int(words).min(least, words).max(most, words);
};

/** A question as it was written: relative times stay relative. `Asked` says which ones can be asked. */
const writtenQuestion = (Asked: z.ZodType) =>
	z
		.custom<QuestionInput>()
		.superRefine((written, context) => {
			const { error } = Asked.safeParse(written);
			for (const issue of error?.issues ?? []) context.addIssue({ ...issue });
		})
		.meta(z.toJSONSchema(Asked, { io: 'input', unrepresentable: 'any' }));

/** What may stand in a panel's place while some of its fields are wrong. */
type Unchecked = { chart?: unknown; question?: unknown; sql?: unknown; x?: unknown; w?: unknown };

/** Whether a chart can stand without being asked anything. */
export const isAskedNothing = (chart: unknown): boolean => chart === 'text' || chart === 'verdicts';

function checkTogether(panel: Unchecked, context: Pick<z.RefinementCtx, 'addIssue'>): void {
	const issue = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
	const { chart, question, sql, x, w } = panel;
	if (question !== undefined && sql !== undefined) issue('sql', 'A panel has a question or sql, not both.');
	if (question === undefined && sql === undefined && !isAskedNothing(chart))
		issue('question', 'Is missing. Give the panel a question, or sql.');
	if (typeof x === 'number' && typeof w === 'number' && x < COLUMNS && w <= COLUMNS && x + w > COLUMNS)
		issue('w', `Reaches outside of the grid: x + w must be at most ${COLUMNS}.`);
}

/** One question drawn one way, and its place on the grid; with `Asked` as the schema of its question. */
export const panelSchema = (Asked: z.ZodType) =>
	z
		.strictObject({
			id: z.string('Must be a text.').regex(/^[\w.-]{1,64}$/, 'Use 1 to 64 of letters, digits, ".", "_" and "-".'),
			title: storableText().trim().max(200, 'At most 200 characters.').optional(),
			question: writtenQuestion(Asked).optional(),
			sql: storableText().trim().min(1, 'Must not be empty.').max(20_000, 'At most 20,000 characters.').optional(),
			chart: z.enum(CHARTS, `Must be one of ${CHARTS.join(', ')}.`),
			/** What a text panel says, in Markdown. */
			text: storableText().max(20_000, 'At most 20,000 characters.').optional(),
			x: whole(0, COLUMNS - 1),
			y: whole(0, MOST_ROWS),
			w: whole(1, COLUMNS),
			h: whole(1, TALLEST)
		})
		.superRefine(checkTogether, { when: isObject });
export type Panel = z.infer<ReturnType<typeof panelSchema>>;

/** Where a panel stands, in columns and rows. */
export type Place = Readonly<Pick<Panel, 'id' | 'x' | 'y' | 'w' | 'h'>>;
