import { valueText } from '#lib/charts/metric-format.ts';
import type { Metric } from '#lib/domain/metric.ts';
import type { Panel } from '#lib/domain/panel.ts';
import type { Answer, QuestionInput } from '#lib/domain/question.ts';
import * as m from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { answerCsv, answerJson, download, fileName } from './panel-file.ts';
import { panelPicture } from './panel-picture.ts';

export type Deed = Readonly<{ word: string; run: () => void }>;

type Known = Readonly<{
	panel: Panel;
	title: string;
	metric: Metric | null;
	question: QuestionInput | null;
	answer: Answer | undefined;
	isFull: boolean;
	isEditing: boolean;
	mayWrite: boolean;
}>;

type Doing = Readonly<{
	full: () => void;
	inspect: () => void;
	copyLink: () => void;
	edit: () => void;
	duplicate: () => void;
	remove: () => void;
	say: (words: string) => void;
}>;

const blob = (text: string, type: string): Blob => new Blob([text], { type: `${type};charset=utf-8` });

function fileDeeds({ panel, title, metric, question, answer }: Known, say: (words: string) => void): Deed[] {
	if (!question || !answer || !metric) return [];
	const csv = (format?: (value: number, n: number) => string) => () =>
		download(fileName(title, 'csv'), blob(answerCsv(answer, format), 'text/csv'));
	const picture = async () => {
		const element = document.querySelector(`[data-panel="${CSS.escape(panel.id)}"]`);
		const png = element ? await panelPicture(element, title).catch(() => null) : null;
		if (png) download(fileName(title, 'png'), png);
		else say(m.dash_no_picture());
	};
	return [
		{ word: m.dash_csv_raw(), run: csv() },
		{ word: m.dash_csv_formatted(), run: csv((value, n) => valueText(metric.unit, value, n, getLocale())) },
		{
			word: m.dash_json(),
			run: () => download(fileName(title, 'json'), blob(answerJson(question, answer), 'application/json'))
		},
		{ word: m.dash_png(), run: () => void picture() }
	];
}

/** What the menu of a panel offers now. */
export function panelDeeds(known: Known, doing: Doing): Deed[] {
	const { question, isFull, isEditing, mayWrite } = known;
	return [
		...(mayWrite ? [{ word: m.dash_edit_panel(), run: doing.edit }] : []),
		{ word: isFull ? m.dash_full_leave() : m.dash_full(), run: doing.full },
		...(question ? [{ word: m.dash_inspect(), run: doing.inspect }] : []),
		...fileDeeds(known, doing.say),
		{ word: m.dash_copy_link(), run: doing.copyLink },
		...(mayWrite ? [{ word: m.dash_duplicate_panel(), run: doing.duplicate }] : []),
		...(mayWrite && isEditing ? [{ word: m.dash_remove(), run: doing.remove }] : [])
	];
}
