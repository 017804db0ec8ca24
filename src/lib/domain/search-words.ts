/** More would be a sentence; it can be quoted. */
const MOST_WORDS = 10;
const LONGEST_SEARCH = 500;

/** Something between two quotation marks, straight or curled, or up to the next space of any width. */
const PART = /["“”]([^"“”]*)["“”]?|[^\s"“”]+/gu;

/** What a search asks for: words and quoted phrases, each of which has to be in a text, in any case. */
export function searchWords(search: string): string[] {
	const parts = [...search.slice(0, LONGEST_SEARCH).matchAll(PART)].map(([whole, phrase]) => (phrase ?? whole).trim());
	return [...new Set(parts.filter((part) => part !== ''))].slice(0, MOST_WORDS);
}
