import type { ImportQuestion } from '#lib/intake/import-answers.ts';

/** A question stays where it is once it is answered, so that the answer can be changed; `option` is `null` until then. */
export type Asked = Readonly<{ question: ImportQuestion; option: string | null }>;

const sameQuestion = (a: ImportQuestion, b: ImportQuestion): boolean =>
	a.code === b.code && a.field === b.field && JSON.stringify(a.params) === JSON.stringify(b.params);

/** Questions about how a column is read; all others are about which column it is. */
const ABOUT_READING = ['day-order', 'zone', 'scale', 'half-scores', 'spread-scores', 'unknown-scale', 'event-name'];

const asksForColumn = ({ code }: ImportQuestion): boolean => !ABOUT_READING.includes(code);

/** Answered questions stay, those that are asked no more go, new ones come last. */
export function askedNow(asked: readonly Asked[], questions: readonly ImportQuestion[]): Asked[] {
	const isAsked = (question: ImportQuestion) => questions.some((one) => sameQuestion(one, question));
	/** The answer was none: the column is asked for in other words. */
	const isAskedAnew = (question: ImportQuestion) =>
		asksForColumn(question) && questions.some((one) => one.field === question.field && asksForColumn(one));
	const kept = asked.filter(({ question, option }) => isAsked(question) || (option !== null && !isAskedAnew(question)));
	const added = questions.filter((one) => !kept.some(({ question }) => sameQuestion(one, question)));
	return [...kept, ...added.map((question) => ({ question, option: null }))];
}

/** Without the questions for the field's column: it was chosen elsewhere. */
export const withoutColumnOf = (asked: readonly Asked[], field: string): Asked[] =>
	asked.filter(({ question }) => question.field !== field || !asksForColumn(question));
