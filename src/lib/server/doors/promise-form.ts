import type { Metric } from '#lib/domain/metric.ts';
import { promiseSchema, type PromiseInput } from '#lib/domain/promise.ts';

/** What stood in the form, and the fields that have to be mended; the page knows the words. */
export type WrongPromise = Readonly<{ wrong: readonly string[]; typed: Readonly<Record<string, string>> }>;

const FIELDS = ['hypothesis', 'outcome', 'margin', 'reviewOn', 'owner'];

/** People type shares in points and volumes in percent. */
function marginOf(text: string, unit: Metric['unit'] | undefined): number | null {
	if (text === '') return null;
	return Number(text) / (unit === 'share' || unit === 'count' || unit === 'customers' ? 100 : 1);
}

/** A promise as the form of a release's page sends it. */
export function readPromiseForm(form: FormData, metrics: readonly Metric[]): { input: PromiseInput } | WrongPromise {
	const typed = Object.fromEntries(FIELDS.map((name) => [name, String(form.get(name) ?? '').trim()]));
	const { hypothesis, outcome = '', margin = '', reviewOn, owner } = typed;
	const guardrails = form.getAll('guardrail').map(String);
	const parsed = promiseSchema(metrics).safeParse({
		...{ hypothesis, outcome, owner },
		// The metric that is meant to move is no guardrail; the form cannot know which one will be chosen.
		guardrails: guardrails.filter((name) => name !== outcome),
		margin: marginOf(margin, metrics.find(({ name }) => name === outcome)?.unit),
		reviewOn: reviewOn || null
	});
	if (parsed.success) return { input: parsed.data };
	return { wrong: parsed.error.issues.map(({ path }) => String(path[0])), typed };
}
