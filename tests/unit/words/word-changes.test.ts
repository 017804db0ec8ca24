import { describe, expect, it } from 'vitest';
import { countTerms } from '#lib/words/count-terms.ts';
import { saidWords } from '#lib/words/said-words.ts';
import { createVocabulary } from '#lib/words/vocabulary.ts';
import { wordChanges, type SaidText } from '#lib/words/word-changes.ts';
import { createRandom } from '../../fixtures/random.ts';

function finish<Value>(steps: Generator<undefined, Value>): Value {
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
	}
}

const changes = (before: readonly string[], after: readonly string[], lang = 'en') =>
	finish(
		wordChanges([
			...before.map((text): SaidText => ({ side: 'before', text, lang })),
			...after.map((text): SaidText => ({ side: 'after', text, lang }))
		])
	);

const times = (n: number, text: (index: number) => string) => Array.from({ length: n }, (_, index) => text(index));
const NOUNS = ['folder', 'search', 'sync', 'label', 'widget', 'swipe', 'font'];
/** Different texts that say nothing in particular. */
const plain = (n: number) => times(n, (i) => `my ${NOUNS[i % 7] ?? ''} number${i} is fine`);

describe('wordChanges', () => {
	it('finds what is said since, as a phrase where the phrase is what is said', () => {
		const broken = times(60, (i) => `Says No Connection since monday${i} ${NOUNS[i % 7] ?? ''}`);
		const { before, after, terms: all } = changes(plain(150), [...plain(90), ...broken]);
		const terms = all.filter(({ z }) => z > 0);
		expect([before, after]).toEqual([150, 150]);
		expect(terms[0]).toMatchObject({
			term: 'says no connection',
			before: 0,
			after: 60,
			shareBefore: 0,
			shareAfter: 0.4
		});
		expect(terms.map(({ term }) => term)).not.toContain('connection');
		expect(terms[0]!.low).toBeGreaterThan(0.3);
		expect(terms[0]!.z).toBeGreaterThan(5);
	});

	it('finds it in Chinese, where it stands in the texts as it is listed', () => {
		const broken = times(40, (i) => `更新后设备连不上网络，第${String.fromCodePoint(0x4e00 + 7 * i)}次`);
		const fine = times(
			120,
			(i) => `${['界面', '声音', '图标', '速度'][i % 4] ?? ''}很好用${String.fromCodePoint(0x5000 + 9 * i)}`
		);
		const { terms } = changes(fine.slice(0, 60), [...fine.slice(60), ...broken], 'zh-CN');
		const more = terms.filter(({ z }) => z > 0);
		expect(more.length).toBeGreaterThan(0);
		for (const { term, after } of more) {
			expect(broken[0]).toContain(term);
			expect(after).toBe(40);
		}
	});

	it('counts a campaign of equal texts once, and says how many it left out', () => {
		const campaign = times(500, () => 'Boycott this app and everything that it stands for today!');
		const { after, copies, terms } = changes(plain(100), [...plain(100), ...campaign]);
		expect([after, copies]).toEqual([101, 499]);
		expect(terms).toEqual([]);
	});

	it('says nothing where few answered, or nothing moved', () => {
		expect(
			changes(
				plain(19),
				times(100, () => 'broken')
			).terms
		).toEqual([]);
		expect(changes(plain(200), plain(200)).terms).toEqual([]);
		expect(changes([], []).terms).toEqual([]);
	});

	it('writes an apostrophe as most of the texts do', () => {
		const { terms } = changes(
			plain(100),
			times(100, (i) => `it won’t open x${i}`)
		);
		expect(terms.map(({ term }) => term)).toContain('won’t open');
	});

	const random = createRandom();
	const pool = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta', 'theta', '更新', '网络', '。', ',', '7'];
	const texts = (n: number) =>
		times(n, () => times(2 + random.below(9), () => random.pick(pool)).join(random.chance(0.8) ? ' ' : '-'));

	it(`turns its signs when the sides swap (seed ${random.seed})`, () => {
		for (let round = 0; round < 10; round++) {
			const [one, other] = [texts(60), texts(90).map((text) => text.replaceAll('alpha', 'beta'))];
			const there = changes(one, other);
			const back = changes(other, one);
			const seen = (terms: typeof there.terms, sign: number) =>
				new Map(terms.map(({ term, z }) => [term, (sign * z).toFixed(8)]));
			expect(seen(back.terms, -1)).toEqual(seen(there.terms, 1));
			expect(there.terms.length).toBeGreaterThan(0);
		}
	});

	it(`counts each term once a text, as looking for every phrase does (seed ${random.seed})`, () => {
		for (let round = 0; round < 10; round++) {
			const said = texts(80).map((text) => saidWords(text, 'en'));
			const expected = new Map<string, number>();
			for (const words of said) {
				const own = new Set<string>();
				for (let from = 0; from < words.length; from++)
					for (let to = from; to < Math.min(words.length, from + 3); to++) {
						const part = words.slice(from, to + 1);
						if (part.slice(1).some(({ gap }) => gap === null)) break;
						const phrase = part.map(({ word, gap }, index) => (index === 0 ? '' : (gap ?? '')) + word).join('');
						const isUnspaced = part.slice(1).some(({ gap }) => gap === '');
						if (isUnspaced && part.reduce((sum, { word }) => sum + word.length, 0) > 6) break;
						own.add(phrase);
					}
				for (const phrase of own) expected.set(phrase, (expected.get(phrase) ?? 0) + 1);
			}
			const vocabulary = createVocabulary();
			const numbered = said.map((words, index) => ({
				side: index % 2 ? ('before' as const) : ('after' as const),
				words: words.map(vocabulary.numberOf),
				gaps: words.map(({ gap }) => gap)
			}));
			const counted = finish(countTerms(numbered, vocabulary, 4));
			const wanted = [...expected].filter(([, n]) => n >= 4);
			expect(new Map(counted.map(({ term, before, after }) => [term, before + after]))).toEqual(new Map(wanted));
		}
	});
});
