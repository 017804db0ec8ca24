import { TopicInput, TopicName, type Topic } from '#lib/domain/topic.ts';

/** What was typed, as the form is shown again; `wrong` names what is missing or too long. */
export type WrongTopic = Readonly<{ wrong: 'name' | 'terms' | 'room'; name: string }>;

/** People write an apostrophe in two ways, and mean one word. */
const writtenBoth = (term: string): string[] => [
	term,
	...(/['’]/.test(term) ? [term.includes('’') ? term.replaceAll('’', "'") : term.replaceAll("'", '’')] : [])
];

/**
 * The topic that a form of a name and chosen terms makes: with the terms of the one that has the name already, whose
 * mark stays unless the form sets it.
 */
export function readTopicForm(form: FormData, saved: readonly Topic[]): Topic | WrongTopic {
	const typed = String(form.get('name') ?? '');
	const name = TopicName.safeParse(typed);
	if (!name.success) return { wrong: 'name', name: typed };
	const known = saved.find((topic) => topic.name === name.data);
	const chosen = form.getAll('term').map(String).flatMap(writtenBoth);
	if (chosen.length === 0) return { wrong: 'terms', name: typed };
	const topic = TopicInput.safeParse({
		terms: [...(known?.terms ?? []), ...chosen],
		aboutProduct: form.get('aside') === null && (known?.aboutProduct ?? true)
	});
	return topic.success ? { name: name.data, ...topic.data } : { wrong: 'terms', name: typed };
}
