const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/** The letters in their order with others between: the closer together the better, up to 0.5. */
function scattered(text: string, word: string): number {
	let from = text.indexOf(word.slice(0, 1));
	const start = from;
	for (const letter of word) {
		from = text.indexOf(letter, from);
		if (from === -1) return 0;
		from += letter.length;
	}
	const share = word.length / (from - start);
	// What is strewn over a whole sentence was not meant.
	return share < 0.34 ? 0 : share / 2;
}

function wordScore(text: string, word: string): number {
	const at = text.indexOf(word);
	if (at === 0) return 1;
	if (at === -1) return scattered(text, word);
	return /[\p{L}\p{N}]/u.test(text[at - 1] ?? '') ? 0.7 : 0.9;
}

/**
 * How well a search fits a text, in [0, 1]; 0 where one of its words does not fit at all. Words may come in any order,
 * and letters may be left out; case and width of letters do not matter.
 */
export function fuzzyScore(text: string, search: string): number {
	const words = plain(search).split(/\s+/).filter(Boolean);
	const where = plain(text);
	if (words.length === 0) return 1;
	const scores = words.map((word) => wordScore(where, word));
	return scores.includes(0) ? 0 : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
