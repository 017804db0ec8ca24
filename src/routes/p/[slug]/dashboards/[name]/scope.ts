import type { SaidVerdict } from '#lib/charts/impact/said-verdict.ts';
import type { Metric } from '#lib/domain/metric.ts';
import type { Answer, QuestionInput } from '#lib/domain/question.ts';
import type { Release } from '#lib/domain/release.ts';
import type { TimeStyle } from '#lib/ui/time-format.ts';
import type { Facts } from '../../panel-gap.ts';
import type { ReadView } from '../../read-view.ts';
import type { View } from '../../view.ts';

/** What all panels of a dashboard stand in. */
export type Scope = Readonly<{
	slug: string;
	read: ReadView;
	/** The view by default, which the address leaves out. */
	home: View;
	/** The address names no range: each panel is shown in its own. */
	isOwnRange: boolean;
	facts: Facts;
	metrics: readonly Metric[];
	releases: readonly Release[];
	/** What was said of them. */
	said: readonly SaidVerdict[];
	/** What each field is known to hold, where that is known. */
	values: Readonly<Record<string, readonly string[]>>;
	style: TimeStyle;
	origin: string;
	answerTo: (question: QuestionInput) => Answer | undefined;
	/** Whether nobody can see a panel now: it asks nothing. */
	isAway: (panel: string) => boolean;
}>;
