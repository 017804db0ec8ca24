import { describe, expect, it } from 'vitest';
import { saidWords } from '#lib/words/said-words.ts';
import { createRandom } from '../../fixtures/random.ts';

const said = (text: string, lang = 'en') => saidWords(text, lang).map(({ word }) => word);
const gaps = (text: string, lang = 'en') => saidWords(text, lang).map(({ gap }) => gap);

describe('saidWords', () => {
	it('are in lower case, with straight apostrophes, and know how they were written', () => {
		expect(said("It WON’T load, don't ask")).toEqual(['it', "won't", 'load', "don't", 'ask']);
		expect(saidWords('It won’t', 'en')[1]).toEqual({ word: "won't", gap: ' ', isCurly: true });
	});

	it('leave numbers, addresses, handles and markup out', () => {
		expect(said('See https://a.example/b?c=d or www.b.example, mail me@c.example @someone 4.0.1 &amp; 99% 5G')).toEqual(
			[...['see', 'or', 'mail', '5g']]
		);
	});

	it('know where no phrase reaches across', () => {
		expect(gaps('dark mode. log-in\nagain, 2 times')).toEqual([null, ' ', null, '-', null, null]);
	});

	it('are cut in Chinese and Japanese, which have no spaces', () => {
		expect(said('更新后设备连不上网络', 'zh-CN')).toEqual(expect.arrayContaining(['更新', '设备', '网络']));
		expect(said('更新后设备连不上网络', 'zh-CN').join('')).toBe('更新后设备连不上网络');
		expect(gaps('设备消失了。更新', 'zh').filter((gap) => gap === null)).toHaveLength(2);
		expect(said('アプリが開けません', 'ja')).toContain('アプリ');
	});

	it('are the same whatever the language is said to be', () => {
		for (const lang of ['', 'en', 'zh-CN', 'not a language', '–', 'x'.repeat(300)])
			expect(said('the app 更新', lang)).toEqual(['the', 'app', '更新']);
	});

	const random = createRandom();
	it(`are cut as Unicode does, also the short way (seed ${random.seed})`, () => {
		const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
		const alphabet = [...`abzéßøI019_'’’..,;:-!? \n"“”…()[]{}/&%$€#*+=<>~|👍🇩🇪—–`, 'don’t', 'e.g.'];
		for (let round = 0; round < 500; round++) {
			const text = Array.from({ length: random.below(30) }, () => random.pick(alphabet)).join('');
			// What the words are cut from is told by them: what is no word goes first.
			if (/&(?:[a-z]+|#\d+);/i.test(text)) continue;
			const cut = [...segmenter.segment(text.toLowerCase())].filter(
				({ isWordLike, segment }) => isWordLike && /\p{L}/u.test(segment)
			);
			expect(said(text), JSON.stringify(text)).toEqual(cut.map(({ segment }) => segment.replaceAll('’', "'")));
		}
	});
});
