import type { Panel } from '#lib/domain/panel.ts';
import { nextRow } from './grid.ts';

/** An id that none of the panels has. */
export function newId(panels: readonly Pick<Panel, 'id'>[]): string {
	for (let number = panels.length + 1; ; number++) {
		const id = `panel-${number}`;
		if (!panels.some((panel) => panel.id === id)) return id;
	}
}

/** How large a chart begins. */
export const SIZES: Readonly<Record<Panel['chart'], Pick<Panel, 'w' | 'h'>>> = {
	line: { w: 6, h: 4 },
	area: { w: 6, h: 4 },
	bar: { w: 6, h: 4 },
	stacked: { w: 6, h: 4 },
	heatmap: { w: 6, h: 4 },
	histogram: { w: 6, h: 4 },
	number: { w: 3, h: 3 },
	table: { w: 6, h: 4 },
	text: { w: 12, h: 2 },
	verdicts: { w: 6, h: 4 }
};

/** The panel that the builder begins with, below all others. */
export const firstPanel = (panels: readonly Panel[]): Panel => ({
	id: newId(panels),
	question: { metric: 'feedback_volume', from: 'now-8w', to: 'now', bucket: 'day' },
	chart: 'bar',
	x: 0,
	y: nextRow(panels),
	...SIZES.bar
});

/** The same again, below it. */
export const duplicateOf = (panel: Panel, panels: readonly Panel[]): Panel => ({
	...panel,
	id: newId(panels),
	y: panel.y + panel.h
});
