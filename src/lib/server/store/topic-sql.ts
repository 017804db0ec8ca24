import type { Filter } from '#lib/domain/question.ts';
import type { Topic } from '#lib/domain/topic.ts';
import type { Bindings } from './bindings.ts';

/*
 * Which topics an answer is about is worked out from its text whenever it is asked, and kept nowhere: so a topic that is
 * defined late is about old answers at once, a changed or removed one leaves no trace in any row, every process and the
 * verdicts' own look at topics agree, and an INSERT does not wait for it. Looking through a text costs as much as searching it.
 */

/** True where the text has one of the terms, in any case. */
export const saidSql = (terms: readonly string[], { bind }: Bindings): string =>
	`multiSearchAnyCaseInsensitiveUTF8(text, ${bind('Array(String)', terms)})`;

/** The topics of an answer by name, as an array. */
export function topicsSql(bindings: Bindings): string {
	const names = bindings.topics.map(
		({ name, terms }) => `if(${saidSql(terms, bindings)}, ${bindings.bind('String', name)}, '')`
	);
	return names.length === 0 ? 'emptyArrayString()' : `arrayFilter(name -> name != '', [${names.join(', ')}])`;
}

/** A row for each topic of an answer, and one with '' for an answer about none. */
export const topicRowsSql = (bindings: Bindings): string => `arrayJoin(emptyArrayToSingle(${topicsSql(bindings)}))`;

/** '' is what is about no topic; an unknown topic is what no answer is about. */
function aboutSql(name: string, bindings: Bindings): string {
	const meant: readonly Topic[] = bindings.topics.filter((topic) => name === '' || topic.name === name);
	const said = meant.map(({ terms }) => saidSql(terms, bindings)).join(' OR ');
	return name === '' ? `NOT (${said || '0'})` : `(${said || '0'})`;
}

/** True for the answers that a filter by topic lets through. */
export function topicFilter({ op, value }: Filter, bindings: Bindings): string {
	const names = [value].flat().map(String);
	const about = `(${names.map((name) => aboutSql(name, bindings)).join(' OR ')})`;
	return op === '!=' ? `NOT ${about}` : about;
}
