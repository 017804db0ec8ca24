import { z } from 'zod';
import type { AnswerCursor } from '#lib/domain/answered.ts';
import { instantMs } from '#lib/domain/instant-ms.ts';
import { fieldsOf } from '#lib/domain/metric.ts';
import { attributeOf, type Filter } from '#lib/domain/question.ts';
import { searchWords } from '#lib/domain/search-words.ts';
import { readView, type ReadView } from '../read-view.ts';
import { ALL_TIME, filterParam } from '../view.ts';

type Clock = Parameters<typeof readView>[1];

/** What an address asks of the answers. */
export type Asked = Readonly<{
	read: ReadView;
	words: readonly string[];
	/** The filters, and the words as such. */
	conditions: Filter[];
}>;

const isAnswerable = ({ field }: Filter): boolean =>
	attributeOf(field) !== null || fieldsOf('feedback').includes(field);

/** What is asked of all time is written by leaving the range out. */
function rangeParams(params: URLSearchParams): URLSearchParams {
	const typed = params.get('range')?.trim();
	if (typed) return new URLSearchParams({ range: typed });
	const from = params.get('from')?.trim();
	const to = params.get('to')?.trim();
	const isOpen = !from && !to;
	return new URLSearchParams({
		from: from || ALL_TIME.from,
		to: to || (isOpen ? ALL_TIME.to : 'now')
	});
}

/** As `readView`, with the words, and of all time unless the address says otherwise. */
export function readAsked(params: URLSearchParams, clock: Clock): Asked {
	const known = rangeParams(params);
	for (const filter of params.getAll('filter')) known.append('filter', filter);
	const wanted = readView(known, clock);
	const isWrong = wanted.problems.some(({ part }) => part === 'range');
	const range = isWrong ? readView(new URLSearchParams(rangeParams(new URLSearchParams())), clock) : wanted;
	const filters = wanted.view.filters.filter(isAnswerable);
	const lacked = wanted.view.filters.filter((filter) => !isAnswerable(filter));
	const search = params.get('q')?.trim() ?? '';
	const words = searchWords(search);
	return {
		read: {
			...range,
			view: { ...range.view, bucket: null, filters, search },
			problems: [
				...wanted.problems,
				...lacked.map((filter) => ({ part: 'filter' as const, text: filterParam(filter) }))
			]
		},
		words,
		conditions: [...filters, ...words.map((value) => ({ field: 'text', op: 'contains' as const, value }))]
	};
}

/** `1537945200000.ID`: where the page before ended. */
const CursorText = z
	.string()
	.regex(/^\d{1,15}\.[^]{1,128}$/, 'Must be the time and the id of an answer, as 1537945200000.ID.')
	.transform((text): AnswerCursor => {
		const dot = text.indexOf('.');
		return { atMs: Number(text.slice(0, dot)), id: text.slice(dot + 1) };
	})
	.refine(({ atMs }) => instantMs(atMs) !== null, 'Its time lies outside of 1970 to 2105.');

export const cursorText = ({ atMs, id }: AnswerCursor): string => `${atMs}.${id}`;

export const parseCursor = (text: string) => CursorText.safeParse(text);
