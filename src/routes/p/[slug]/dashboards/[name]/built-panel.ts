import { fieldsOf, type Metric } from '#lib/domain/metric.ts';
import { isAskedNothing, type ChartName, type Panel } from '#lib/domain/panel.ts';
import { attributeOf, type QuestionInput } from '#lib/domain/question.ts';
import { SIZES } from './new-panel.ts';

export const FIRST_QUESTION = { metric: 'feedback_volume', from: 'now-8w', to: 'now', bucket: 'day' } as const;

/** Whether a metric can be drawn so: scores have a histogram, what adds up can be stacked. */
export function fits(chart: ChartName, metric: Pick<Metric, 'unit' | 'scale'> | null): boolean {
	if (chart === 'histogram') return metric?.scale !== undefined;
	if (chart === 'stacked') return metric?.unit === 'count';
	return true;
}

const hasOwnSize = ({ chart, w, h }: Panel): boolean => w !== SIZES[chart].w || h !== SIZES[chart].h;

/** The panel drawn in another way; it keeps its question where it has one, and its size where somebody chose it. */
export function withChart(panel: Panel, chart: ChartName): Panel {
	const { question, sql, text, ...rest } = panel;
	const size = hasOwnSize(panel) ? {} : { ...SIZES[chart], x: Math.min(panel.x, 12 - SIZES[chart].w) };
	if (isAskedNothing(chart)) return { ...rest, ...size, chart, ...(chart === 'text' && { text: text ?? '' }) };
	const asks = sql === undefined ? { question: question ?? FIRST_QUESTION } : { sql };
	return { ...rest, ...size, chart, ...asks };
}

/** The question about another metric: what its rows lack is left out. */
export function withMetric(question: QuestionInput, metric: Metric): QuestionInput {
	const has = (field: string) => attributeOf(field) !== null || fieldsOf(metric.table).includes(field);
	const { groupBy, filter = [], ...rest } = question;
	return {
		...rest,
		metric: metric.name,
		filter: filter.filter(({ field }) => has(field)),
		...(groupBy !== undefined && has(groupBy) && { groupBy })
	};
}

/** Split by another field, or by none. */
export function withGroups(question: QuestionInput, field: string | null, groups?: number): QuestionInput {
	const { groupBy: _, groups: __, ...rest } = question;
	return field === null ? rest : { ...rest, groupBy: field, groups: groups ?? question.groups ?? 5 };
}

const FIRST_SQL =
	'SELECT channel, count() AS n\nFROM feedback\nWHERE at >= {from} AND at < {to}\nGROUP BY channel ORDER BY n DESC';

/** Asked in SQL instead; what has no rows of its own is drawn as a table. */
export function withSql({ question: _, ...panel }: Panel): Panel {
	if (panel.sql !== undefined) return panel;
	return { ...panel, chart: panel.chart === 'number' ? 'number' : 'table', sql: FIRST_SQL };
}

/** Asked by metric again. */
export function withoutSql({ sql, ...panel }: Panel): Panel {
	return sql === undefined ? panel : { ...panel, question: FIRST_QUESTION };
}
