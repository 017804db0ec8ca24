import type { SavedMapping } from '#lib/domain/import.ts';
import { ImportAnswers } from './import-answers-schema.ts';

const asSet = (columns: readonly string[]): string => JSON.stringify([...new Set(columns)].sort());

/** How a file with these columns was read the last time; `null` where none was, or the answers are of another age. */
export function savedFor(columns: readonly string[], saved: readonly SavedMapping[]): ImportAnswers | null {
	const wanted = asSet(columns);
	const found = saved.find((one) => asSet(one.columns) === wanted);
	const answers = ImportAnswers.safeParse(found?.answers);
	return answers.success ? answers.data : null;
}
