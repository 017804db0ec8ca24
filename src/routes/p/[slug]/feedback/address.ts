import { readableSearch, viewParams, type View } from '../view.ts';
import { ALL_TIME } from '../view.ts';

/** The address of a list of answers, with one of them open, or from a later page on. */
export function listSearch(view: View, { answer, after }: { answer?: string; after?: string } = {}): string {
	const params = viewParams(view, ALL_TIME);
	if (after !== undefined) params.set('after', after);
	if (answer !== undefined) params.set('answer', answer);
	return readableSearch(params);
}
