import { existsSync, readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readFigures } from '#lib/server/sample/figures.ts';
import { deriveFigures, deriveReleases } from '../../../db/sample/derive.js';
import { TOPICS, topicOf } from '../../../db/sample/topics.js';

const SOURCE = '../shared/data/chrome-ios';
const { rows, releases, sentences } = await readFigures('db/sample');
const cells = Object.entries(sentences).flatMap(([topic, byStars]) =>
	Object.entries(byStars).map(([stars, texts]) => ({ topic, stars, ...texts }))
);

describe('the figures in db/sample', () => {
	// shared/data/README.md, chrome-ios.
	it('are the 12,677 answers of the source, with its stars', () => {
		const counts = [1, 2, 3, 4, 5].map((stars) => rows.filter((row) => row.stars === stars).length);
		expect(counts).toEqual([5732, 1658, 1343, 906, 3038]);
		expect(rows.reduce((sum, { stars }) => sum + stars, 0) / rows.length).toBeCloseTo(2.516, 3);
	});
	it('run from its first to its last answer, oldest first', () => {
		expect(new Date(rows[0]!.atMs).toISOString()).toBe('2016-12-31T16:44:00.000Z');
		expect(new Date(rows.at(-1)!.atMs).toISOString()).toBe('2022-01-01T12:48:04.000Z');
		expect(rows.every(({ atMs }, place) => place === 0 || atMs >= rows[place - 1]!.atMs)).toBe(true);
	});
	it('have its 77 releases, each at the start of its day in Shanghai', () => {
		expect(releases).toHaveLength(77);
		expect(releases[0]).toMatchObject({ version: '56.0.2924.79', atMs: Date.parse('2017-01-31T16:00:00Z') });
		expect(releases.at(-1)).toMatchObject({ version: '96.0.4664.116', atMs: Date.parse('2021-12-19T16:00:00Z') });
	});
	it('are small', () => {
		const files = ['figures.csv.gz', 'releases.csv', 'words.json', 'topics.js', 'derive.js'];
		expect(files.reduce((sum, file) => sum + statSync(`db/sample/${file}`).size, 0)).toBeLessThan(100_000);
	});
	it.skipIf(!existsSync(SOURCE))('are what the script derives from the source', () => {
		expect(gunzipSync(readFileSync('db/sample/figures.csv.gz')).toString()).toBe(deriveFigures(SOURCE));
		expect(readFileSync('db/sample/releases.csv', 'utf8')).toBe(deriveReleases(SOURCE));
	});
});

describe('topicOf', () => {
	it.each([
		{ text: 'Bring back the old design', stars: 1, topic: 'redesign' },
		{ text: 'I cannot sign in to my account', stars: 2, topic: 'sync' },
		{ text: 'It crashes and freezes with many tabs', stars: 1, topic: 'crash' },
		{ text: '密码没有了', stars: 1, topic: 'passwords' },
		{ text: 'Great!', stars: 5, topic: 'praise' },
		{ text: 'Great, thanks for nothing', stars: 1, topic: 'other' },
		{ text: '', stars: 5, topic: 'other' }
	])('calls "$text" with $stars stars $topic', ({ text, stars, topic }) => {
		expect(topicOf(text, stars)).toBe(topic);
	});
});

describe('the sentences in db/sample', () => {
	const english = cells.flatMap(({ en }) => en);
	const chinese = cells.flatMap(({ zh }) => zh);

	it('are some 300, half of them Chinese, and all different', () => {
		expect(english.length + chinese.length).toBeGreaterThanOrEqual(280);
		expect(chinese).toHaveLength(english.length);
		expect(new Set([...english, ...chinese]).size).toBe(english.length + chinese.length);
	});
	it('are written in the language they are listed under', () => {
		expect(chinese.filter((text) => !/\p{Script=Han}/u.test(text))).toEqual([]);
		expect(english.filter((text) => !/^[\x20-\x7e]+$/.test(text))).toEqual([]);
	});
	it('are short', () => {
		expect([...english, ...chinese].filter((text) => text.length > 90)).toEqual([]);
	});
	it('exist in both languages for every topic and stars that an answer has', () => {
		const wanted = new Set(rows.map(({ topic, stars }) => `${topic} ${stars}`));
		const known = new Set(cells.map(({ topic, stars }) => `${topic} ${stars}`));
		expect([...wanted].filter((cell) => !known.has(cell))).toEqual([]);
		expect(Object.keys(sentences).toSorted()).toEqual([...TOPICS].toSorted());
	});
	it.skipIf(!existsSync(SOURCE))('are no sentence of the source', () => {
		const source = readFileSync(`${SOURCE}/reviews.csv`, 'utf8').replaceAll('’', "'").toLowerCase();
		const copied = [...english, ...chinese].filter(
			(text) => text.length > 20 && source.includes(text.toLowerCase().replace(/[.。]$/, ''))
		);
		expect(copied).toEqual([]);
	});
});
