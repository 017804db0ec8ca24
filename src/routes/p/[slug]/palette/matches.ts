import type { Locale } from '#lib/ui/locale.ts';
import type { Entry } from './entries.ts';
import { fuzzyScore } from './fuzzy-score.ts';

const MOST = 50;

/** Those that fit the search, in the language of the page or in English, best first; all but the rare ones without a search. */
export function matches(entries: readonly Entry[], search: string, locale: Locale): Entry[] {
	if (search.trim() === '') return entries.filter(({ isRare }) => !isRare);
	const languages = [...new Set<Locale>([locale, 'en'])];
	return entries
		.map((entry) => {
			const texts = languages.flatMap((one) => [
				{ text: entry.say(one), weight: 1 },
				{ text: `${entry.say(one)} ${entry.kind(one)}`, weight: 0.8 },
				{ text: `${entry.kind(one)} ${entry.say(one)}`, weight: 0.8 }
			]);
			texts.push({ text: entry.hidden ?? '', weight: 0.9 });
			return { entry, score: Math.max(...texts.map(({ text, weight }) => fuzzyScore(text, search) * weight)) };
		})
		.filter(({ score }) => score > 0)
		.toSorted((one, other) => other.score - one.score)
		.slice(0, MOST)
		.map(({ entry }) => entry);
}
