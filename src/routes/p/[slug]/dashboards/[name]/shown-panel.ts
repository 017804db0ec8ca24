import { titleOf } from '#lib/charts/impact/metric-title.ts';
import { perGrain } from '#lib/charts/metric-words.ts';
import type { Metric } from '#lib/domain/metric.ts';
import type { Panel } from '#lib/domain/panel.ts';
import * as m from '#lib/paraglide/messages.js';
import { fieldName } from '../../filter-words.ts';
import { isOverTime, panelGrain } from './panel-questions.ts';
import type { ReadView } from '../../read-view.ts';

/** What a panel is called where nobody named it. */
export function panelTitle(panel: Panel, metric: Metric | null, read: ReadView): string {
	const { title, question, chart } = panel;
	if (title) return title;
	if (chart === 'verdicts') return m.dash_verdicts();
	if (chart === 'text') return m.dash_text();
	if (!question || !metric) return panel.sql === undefined ? m.dash_panel() : m.dash_sql();
	const name = titleOf(metric);
	if (chart === 'histogram') return m.dash_histogram_title({ metric: name });
	if (chart === 'heatmap') return m.dash_heat_title({ metric: name });
	if (question.groupBy !== undefined) return m.chart_split_title({ metric: name, field: fieldName(question.groupBy) });
	const isVolume = metric.unit === 'count' || metric.unit === 'customers';
	if (!isVolume || !isOverTime({ chart, question })) return name;
	return m.chart_title_per({ title: name, per: perGrain(panelGrain({ question, read })) });
}
