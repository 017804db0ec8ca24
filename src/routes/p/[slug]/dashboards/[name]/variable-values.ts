import type { Variable } from '#lib/domain/dashboard.ts';
import { Question, type Answer } from '#lib/domain/question.ts';
import { rangeOf } from '../../overview-questions.ts';
import type { ReadView } from '../../read-view.ts';

const MOST_VALUES = 50;

/** What each variable's field holds in the range, most answers first; nothing where it could not be asked. */
export async function readVariableValues(
	variables: readonly Variable[],
	read: ReadView,
	ask: (question: Question) => Promise<Answer>
): Promise<Record<string, string[]>> {
	const lists = await Promise.all(
		variables.map(async ({ field }): Promise<[string, string[]]> => {
			const question = {
				metric: 'feedback_volume',
				...rangeOf(read),
				bucket: 'all',
				groupBy: field,
				groups: MOST_VALUES
			};
			try {
				const { result } = await ask(Question.parse(question));
				const sized = result.series.map(({ group, buckets }) => ({ group, n: buckets[0]?.n ?? 0 }));
				const known = sized.sort((one, other) => other.n - one.n);
				return [field, known.flatMap(({ group }) => (group === null || group === '' ? [] : [group]))];
			} catch {
				return [field, []];
			}
		})
	);
	return Object.fromEntries(lists);
}
