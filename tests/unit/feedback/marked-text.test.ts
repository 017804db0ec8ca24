import { describe, expect, it } from 'vitest';
import { excerpt, markedText } from '../../../src/routes/p/[slug]/feedback/marked-text.ts';

/** The text with its hits in brackets. */
const marked = (text: string, ...words: string[]): string =>
	markedText(text, words)
		.map(({ text: piece, isHit }) => (isHit ? `[${piece}]` : piece))
		.join('');

describe('markedText', () => {
	it.each([
		{ text: 'It crashes. Crash!', words: ['crash'], shown: 'It [crash]es. [Crash]!' },
		{ text: '一直闪退，闪退', words: ['闪退'], shown: '一直[闪退]，[闪退]' },
		{ text: 'Ärger, ärger', words: ['ÄRGER'], shown: '[Ärger], [ärger]' },
		{ text: 'ΟΔΌΣ και οδός', words: ['οδός'], shown: '[ΟΔΌΣ] και [οδός]' },
		{ text: '🙂 ok 🙂', words: ['🙂'], shown: '[🙂] ok [🙂]' },
		{ text: 'İzmir is far', words: ['is'], shown: 'İzmir [is] far' },
		{ text: 'abcd', words: ['abc', 'bcd'], shown: '[abcd]' },
		{ text: 'aaaa', words: ['aa'], shown: '[aaaa]' },
		{ text: '<b>bold</b>', words: ['<b>'], shown: '[<b>]bold</b>' },
		{ text: 'nothing', words: [], shown: 'nothing' },
		{ text: '', words: ['x'], shown: '' }
	])('marks $words in $text', ({ text, words, shown }) => expect(marked(text, ...words)).toBe(shown));

	it('never changes the text itself', () => {
		const text = 'İİ ΣΣς 👩‍👩‍👧 ﬁ ẞß \u0307i';
		for (const word of ['i', 'σ', 'ß', '👩', 'fi', '\u0307'])
			expect(
				markedText(text, [word])
					.map((piece) => piece.text)
					.join('')
			).toBe(text);
	});
});

describe('excerpt', () => {
	const long = `${'x'.repeat(600)} here it crashed ${'y'.repeat(600)}`;
	it('leaves a short text as it is', () => expect(excerpt('short', ['t'])).toBe('short'));
	it('shortens rulers', () => expect(excerpt('so ---------- they say…', [])).toBe('so --- they say…'));
	it('begins at the beginning without a hit', () => expect(excerpt(long, [])).toMatch(/^x{420}…$/));
	it('shows the surroundings of a hit further in', () => {
		expect(excerpt(long, ['crash'])).toMatch(/^…x+ here it crashed y+…$/);
	});
	it('cuts no letter in half', () => {
		for (let shift = 0; shift < 2; shift++)
			expect(excerpt(`${'a'.repeat(shift)}${'🙂'.repeat(500)}`, []).isWellFormed()).toBe(true);
	});
});
