import { describe, expect, it } from 'vitest';
import type { QuestionInput } from '#lib/domain/question.ts';
import { isStillArriving } from '../../../src/routes/p/[slug]/still-arriving.ts';
import { serverClock } from '../../../src/routes/p/[slug]/server-clock.ts';
import { askedBy, slidesOf } from '../../../src/routes/p/[slug]/tv/slides.ts';
import { turnMs } from '../../../src/routes/p/[slug]/tv/turning.svelte.ts';

const asked: QuestionInput = { metric: 'stars', from: 'now-8w', to: 'now', bucket: 'day' };
const known = (names: readonly string[]) => ({
	overview: { questions: Object.fromEntries(names.map((name) => [name, asked])), scores: ['stars'] as const },
	hasWords: true,
	hasReleases: true
});

describe('slidesOf', () => {
	it('begins with the figures and ends with words and releases', () =>
		expect(slidesOf(known(['volume', 'score:stars', 'negative'])).map(({ id }) => id)).toEqual([
			...['figures', 'volume', 'score:stars', 'negative', 'groups', 'words', 'releases']
		]));
	it('leaves out what cannot be asked or is empty', () =>
		expect(slidesOf({ ...known(['volume']), hasWords: false, hasReleases: false }).map(({ id }) => id)).toEqual([
			...['figures', 'volume', 'groups']
		]));
});

describe('askedBy', () => {
	const slides = slidesOf(known(['volume', 'score:stars', 'negative']));
	it('asks for the page that stands and the next, and lets the others wait', () => {
		const { names, away } = askedBy(slides, 2);
		expect(names).toContain('volumeTotal');
		expect(away).toEqual(['versionVolume', 'versionScore', 'channelVolume', 'channelScore']);
	});
	it('looks from the last page to the first', () => expect(askedBy(slides, 6).away).toContain('negative'));
});

describe('turnMs', () => {
	it.each([
		[null, 20_000],
		['', 20_000],
		['60', 60_000],
		['0', 5_000],
		['soon', 20_000],
		['99999', 3_600_000]
	])('of %o is %d', (text, ms) => expect(turnMs(text)).toBe(ms));
});

describe('isStillArriving', () => {
	const day = 86_400_000;
	const nowMs = 100 * day;
	const sample = (caughtUp: boolean) => ({ progress: { caughtUp } });
	it.each([
		['up to now', nowMs, sample(false), true],
		['that ended before the rows that still come', nowMs - 50 * day, sample(false), false],
		['of a sample that is here', nowMs, sample(true), false],
		['of no sample', nowMs, null, false]
	])('of a range %s', (_, toMs, given, expected) => expect(isStillArriving({ toMs, nowMs }, given)).toBe(expected));
});

describe('serverClock', () => {
	it('goes on with the clock here, however wrong that is', () =>
		expect(serverClock(5_000, 90_000)(91_500)).toBe(6_500));
	it('never goes back', () => expect(serverClock(5_000, 90_000)(10_000)).toBe(5_000));
});
