import { effectKind, sizeText } from '#lib/charts/impact/effect-format.ts';
import { titleOf } from '#lib/charts/impact/metric-title.ts';
import type { Metric } from '#lib/domain/metric.ts';
import type { ListedPromise } from '#lib/domain/promise.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/ui/locale.ts';
import { count } from '#lib/ui/number-format.ts';

const DAY_MS = 86_400_000;

const named = (metrics: readonly Metric[], name: string): Metric | undefined =>
	metrics.find((metric) => metric.name === name);

/** `Star rating, by at least 0.2 stars`. */
export function promisedOutcome(
	{ outcome, margin }: ListedPromise,
	metrics: readonly Metric[],
	locale: Locale
): string {
	const metric = named(metrics, outcome);
	if (!metric) return outcome;
	if (margin === null) return titleOf(metric);
	const size = sizeText(effectKind(metric.name, metric.unit), margin, locale);
	return m.impact_promise_outcome_by({ metric: titleOf(metric), size });
}

/** The metrics that must not get worse, or a dash. */
export const promisedGuardrails = ({ guardrails }: ListedPromise, metrics: readonly Metric[]): string =>
	guardrails
		.map((name) => {
			const metric = named(metrics, name);
			return metric ? titleOf(metric) : name;
		})
		.join(m.chart_foot_separator()) || '–';

/** How long before or after the release it was written: what a promise is worth. */
export function writtenWhen(promise: ListedPromise, releasedAt: string, locale: Locale): string {
	const apartMs = Math.abs(Date.parse(promise.writtenAt) - Date.parse(releasedAt));
	const days = Math.floor(apartMs / DAY_MS);
	const counted = { count: days, shown: count(days, locale) };
	if (promise.afterTheFact) return days === 0 ? m.impact_promise_after_today() : m.impact_promise_after(counted);
	return days === 0 ? m.impact_promise_before_today() : m.impact_promise_before(counted);
}

/** What the promise calls each metric. */
export function promisedRoles(promise: ListedPromise | null): Map<string, string> {
	if (!promise) return new Map();
	return new Map([
		...promise.guardrails.map((name) => [name, m.impact_role_guardrail()] as const),
		[promise.outcome, m.impact_role_primary()]
	]);
}

/** A margin as it is typed: points of a share, percent of a volume. */
export function typedMargin(margin: number | null, metric: Metric | undefined): string {
	if (margin === null) return '';
	const isPart = metric?.unit === 'share' || metric?.unit === 'count' || metric?.unit === 'customers';
	return String(Number((isPart ? margin * 100 : margin).toPrecision(6)));
}
