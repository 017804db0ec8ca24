import { z } from 'zod';
import { instantMs } from './instant-ms.ts';
import { isObject } from './is-object.ts';
import { metricNamed, type Metric } from './metric.ts';
import { effectProblem } from './metric-settings.ts';
import { storableText } from './storable-text.ts';

const MOST_GUARDRAILS = 20;

type FindMetric = (name: string) => Metric | null;

const metricName = (find: FindMetric) =>
	z
		.string('Must be the name of a metric.')
		.refine((name) => find(name) !== null, 'There is no such metric. GET /api/v1/metrics lists them.');

const Day = z
	.string('Must be a date.')
	.refine(
		(day) => /^\d{4}-\d{2}-\d{2}$/.test(day) && instantMs(`${day}T00:00:00Z`) !== null,
		'Must be a date: 2026-01-31.'
	);

/** What may stand in a promise's place while some of its fields are wrong. */
type Unchecked = { outcome?: unknown; guardrails?: unknown; margin?: unknown };

const checkTogether =
	(find: FindMetric) =>
	({ outcome, guardrails, margin }: Unchecked, context: Pick<z.RefinementCtx, 'addIssue'>): void => {
		const issue = (path: PropertyKey[], message: string) => context.addIssue({ code: 'custom', path, message });
		const metric = typeof outcome === 'string' ? find(outcome) : null;
		const tooMuch = metric && typeof margin === 'number' ? effectProblem(metric, margin) : null;
		if (tooMuch) issue(['margin'], tooMuch);
		const named: unknown[] = Array.isArray(guardrails) ? guardrails : [];
		named.forEach((name, index) => {
			if (name === outcome) issue(['guardrails', index], 'Is the outcome already.');
			else if (named.indexOf(name) < index) issue(['guardrails', index], 'Is named twice.');
		});
	};

const promiseOf = (find: FindMetric) =>
	z
		.strictObject({
			hypothesis: storableText().trim().min(1, 'Must not be empty.').max(5_000, 'At most 5,000 characters.'),
			/** The metric that is meant to move. */
			outcome: metricName(find),
			/** The metrics that must not get worse. */
			guardrails: z
				.array(metricName(find), 'Must be a list of metrics.')
				.max(MOST_GUARDRAILS, 'At most 20 metrics.')
				.default([]),
			/** The smallest effect on the outcome that counts, in its own unit; `null`: as the metric's settings say. */
			margin: z.number('Must be a number.').positive('Must be above 0.').nullable().default(null),
			/** The day on which the decision is due. */
			reviewOn: Day.nullable().default(null),
			owner: storableText().trim().max(200, 'At most 200 characters.').default('')
		})
		.superRefine(checkTogether(find), { when: isObject });

/** What a release is meant to do to the built-in metrics, as its team writes it down. */
export const PromiseInput = promiseOf(metricNamed);
/** The same, to these metrics of its product. */
export const promiseSchema = (metrics: readonly Metric[]) =>
	promiseOf((name) => metrics.find((metric) => metric.name === name) ?? null);
export type PromiseInput = z.infer<typeof PromiseInput>;

/** One revision of a promise; revisions are counted from 1 and never change. */
export type ReleasePromise = Readonly<
	PromiseInput & {
		revision: number;
		/** The version as it was called then. */
		writtenFor: string;
		writtenBy: string;
		/** RFC 3339. */
		writtenAt: string;
		/** SHA-256, lower-case hex, of the RFC 8785 form of everything above and of the digest before (`previous`). */
		digest: string;
	}
>;

/** A revision beside its release: `afterTheFact` when it was written at the release or later. */
export type ListedPromise = ReleasePromise & Readonly<{ afterTheFact: boolean }>;

/** Newest first. Without a release everything was written before it. */
export const listedPromises = (revisions: readonly ReleasePromise[], releasedAt: string | null): ListedPromise[] =>
	revisions.map((one) => ({
		...one,
		afterTheFact: releasedAt !== null && Date.parse(one.writtenAt) >= Date.parse(releasedAt)
	}));

/** The promise that verdicts hold a release to: the last before it; `null` makes them exploratory. */
export const bindingPromise = (newestFirst: readonly ListedPromise[]): ListedPromise | null =>
	newestFirst.find(({ afterTheFact }) => !afterTheFact) ?? null;
