import type { Grain } from '#lib/charts/bucket-points.ts';
import type { Metric } from '#lib/domain/metric.ts';
import type { Panel } from '#lib/domain/panel.ts';
import type { QuestionInput } from '#lib/domain/question.ts';
import { grainOf, possibleGrains } from '../../grain.ts';
import { besideRange, rangeBefore, rangeOf } from '../../overview-questions.ts';
import type { ReadView } from '../../read-view.ts';
import { panelRead } from './panel-read.ts';

/** Everything that a panel asks: `beside` and `before` what it is compared with, `trend` the course of its one number. */
export type PanelQuestions = Readonly<{
	main: QuestionInput;
	beside?: QuestionInput;
	before?: QuestionInput;
	trend?: QuestionInput;
}>;

/** A panel with a question, in the range it is shown in. */
export type Asked = Readonly<{ chart: Panel['chart']; question: QuestionInput; read: ReadView }>;

type Page = Readonly<{ read: ReadView; isOwnRange: boolean; metrics: readonly Pick<Metric, 'name'>[] }>;

/** Groups of a chart over time: more lines than this cannot be told apart. */
const MOST_LINES = 8;

/** How finely a panel is cut: as the page says, else as it says itself, else by its range. */
export function panelGrain({ question, read }: Pick<Asked, 'question' | 'read'>): Grain {
	const rangeMs = read.toMs - read.fromMs;
	const wanted = read.view.bucket ?? (question.bucket === 'all' ? null : question.bucket);
	return wanted && possibleGrains(rangeMs).includes(wanted) ? wanted : grainOf(rangeMs);
}

/** Whether its picture has a time axis. */
export function isOverTime({ chart, question }: Pick<Asked, 'chart' | 'question'>): boolean {
	if (chart === 'bar' || chart === 'table') return question.bucket !== 'all' || question.groupBy === undefined;
	return chart === 'line' || chart === 'area' || chart === 'stacked';
}

export function panelQuestions({ chart, question, read }: Asked): PanelQuestions {
	const { metric, groupBy, groups } = question;
	const base = { metric, ...rangeOf(read), filter: [...(question.filter ?? []), ...read.view.filters] };
	const grouping = groupBy === undefined ? {} : { groupBy, groups };
	const grain = panelGrain({ question, read });
	if (isOverTime({ chart, question })) {
		const lines = groupBy === undefined ? {} : { groupBy, groups: Math.min(groups ?? 5, MOST_LINES) };
		const main = { ...base, bucket: grain, ...lines };
		const isCompared = read.view.compare !== undefined && groupBy === undefined;
		return isCompared ? { main, beside: { ...base, ...besideRange(read), bucket: grain } } : { main };
	}
	if (chart === 'heatmap') return { main: { ...base, bucket: 'hour' } };
	if (chart === 'histogram') return { main: { ...base, bucket: 'all', groupBy: 'score', groups: 100 } };
	if (chart === 'number')
		return {
			main: { ...base, bucket: 'all' },
			before: { ...base, ...rangeBefore(read), bucket: 'all' },
			trend: { ...base, bucket: grain }
		};
	return { main: { ...base, bucket: 'all', ...grouping } };
}

export const listOfQuestions = ({ main, beside, before, trend }: PanelQuestions): QuestionInput[] =>
	[main, beside, before, trend].filter((one) => one !== undefined);

/** All questions of a panel as the page shows it; none of a metric that is gone. */
export function questionsOf({ chart, question }: Panel, { read, isOwnRange, metrics }: Page): QuestionInput[] {
	if (!question || !metrics.some(({ name }) => name === question.metric)) return [];
	return listOfQuestions(panelQuestions({ chart, question, read: panelRead(question, read, isOwnRange) }));
}
