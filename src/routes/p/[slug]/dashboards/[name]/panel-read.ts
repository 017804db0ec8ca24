import type { QuestionInput } from '#lib/domain/question.ts';
import { isRelative, momentOf, relativeAgeMs } from '#lib/domain/time-range.ts';
import type { Panel } from '#lib/domain/panel.ts';
import { endMs, type ReadView } from '../../read-view.ts';
import { DEFAULT_VIEW, type View } from '../../view.ts';

/** An end of a question's range as an address writes it. */
function endText(end: string | number): string {
	const moment = momentOf(end);
	return moment && !isRelative(moment) ? new Date(moment.ms).toISOString() : String(end);
}

export const rangeText = ({ from, to }: Pick<QuestionInput, 'from' | 'to'>): Pick<View, 'from' | 'to'> => ({
	from: endText(from),
	to: endText(to)
});

/** The range of a dashboard whose address names none: the one that most of its panels have. */
export function homeView(panels: readonly Panel[]): View {
	const ranges = panels.flatMap(({ question }) => (question ? [rangeText(question)] : []));
	const uses = new Map<string, number>();
	for (const range of ranges) uses.set(`${range.from} ${range.to}`, (uses.get(`${range.from} ${range.to}`) ?? 0) + 1);
	const most = Math.max(0, ...uses.values());
	const home = ranges.find(({ from, to }) => uses.get(`${from} ${to}`) === most);
	return { ...DEFAULT_VIEW, ...home };
}

/** The page as one panel reads it: in its own range, as long as the address names no range for all. */
export function panelRead(question: QuestionInput, page: ReadView, isOwnRange: boolean): ReadView {
	if (!isOwnRange) return page;
	const ends = rangeText(question);
	if (ends.from === page.view.from && ends.to === page.view.to) return page;
	const fromMs = endMs(ends.from, 'from', page);
	const toMs = endMs(ends.to, 'to', page);
	if (fromMs === null || toMs === null) return page;
	const lastMs = ends.to === 'now' ? relativeAgeMs(ends.from) : null;
	return { ...page, view: { ...page.view, ...ends }, fromMs, toMs, lastMs };
}
