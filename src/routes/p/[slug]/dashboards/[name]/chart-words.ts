import type { ChartName } from '#lib/domain/panel.ts';
import * as m from '#lib/paraglide/messages.js';

/** Every way of drawing, as the builder lists them. */
export const CHART_WORDS: readonly Readonly<{ chart: ChartName; word: () => string }>[] = [
	{ chart: 'line', word: m.dash_chart_line },
	{ chart: 'area', word: m.dash_chart_area },
	{ chart: 'bar', word: m.dash_chart_bar },
	{ chart: 'stacked', word: m.dash_chart_stacked },
	{ chart: 'heatmap', word: m.dash_chart_heatmap },
	{ chart: 'histogram', word: m.dash_chart_histogram },
	{ chart: 'number', word: m.dash_chart_number },
	{ chart: 'table', word: m.dash_chart_table },
	{ chart: 'text', word: m.dash_chart_text },
	{ chart: 'verdicts', word: m.dash_chart_verdicts }
];
