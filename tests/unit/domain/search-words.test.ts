import { describe, expect, it } from 'vitest';
import { searchWords } from '#lib/domain/search-words.ts';

describe('searchWords', () => {
	it.each([
		{ search: '  tab   crash ', words: ['tab', 'crash'] },
		{ search: 'tab　闪退', words: ['tab', '闪退'] },
		{ search: '"share sheet" crash', words: ['share sheet', 'crash'] },
		{ search: '“一直 闪退” 更新', words: ['一直 闪退', '更新'] },
		{ search: 'say "never closed', words: ['say', 'never closed'] },
		{ search: '"" "  " ', words: [] },
		{ search: 'twice twice', words: ['twice'] },
		{ search: `it's 100%`, words: [`it's`, '100%'] },
		{ search: '', words: [] }
	])('reads $search', ({ search, words }) => expect(searchWords(search)).toEqual(words));

	it('keeps the first ten', () => expect(searchWords('a b c d e f g h i j k l')).toHaveLength(10));
});
