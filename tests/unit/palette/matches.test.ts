import { describe, expect, it } from 'vitest';
import { entriesOf } from '../../../src/routes/p/[slug]/palette/entries.ts';
import { matches } from '../../../src/routes/p/[slug]/palette/matches.ts';
import { fuzzyScore } from '../../../src/routes/p/[slug]/palette/fuzzy-score.ts';

const release = (version: string, title = '') => ({
	version,
	title,
	at: '2026-01-31T00:00:00.000Z',
	notes: '',
	url: '',
	assignment: 'everyone' as const,
	rollout: 'instant' as const,
	stages: []
});

const entries = entriesOf({
	slug: 'night-bus',
	url: new URL('http://localhost/p/night-bus?filter=channel:=:ios&bucket=day'),
	others: [{ slug: 'ferry', name: '渡轮' }],
	releases: [release('4.2.0', 'Night timetable'), release('4.1.0')],
	mayAdd: true,
	isSignedIn: true,
	isPaused: false
});
const first = (search: string, locale: 'en' | 'zh-CN') => matches(entries, search, locale)[0]?.id;

describe('fuzzyScore', () => {
	it.each([
		['Feedback', 'feed', 1],
		['Add a release', 'release', 0.9],
		['Overview', 'view', 0.7],
		['Settings', '', 1],
		['Settings', 'xyz', 0],
		['Settings', 'feed settings', 0]
	])('gives %s for “%s” %f', (text, search, score) => expect(fuzzyScore(text, search)).toBe(score));

	it('finds what leaves letters out, and ranks it below what does not', () => {
		const scattered = fuzzyScore('Settings', 'stngs');
		expect(scattered).toBeGreaterThan(0);
		expect(scattered).toBeLessThan(fuzzyScore('Settings', 'tings'));
	});

	it('does not mind the case, the width or the order of words', () => {
		expect(fuzzyScore('Theme Dark', 'ｄａｒｋ THEME')).toBeGreaterThan(0.9);
	});
});

describe('matches', () => {
	it.each([
		['feedback', 'en', 'feedback'],
		['反馈', 'zh-CN', 'feedback'],
		['设置', 'zh-CN', 'settings'],
		['settings', 'zh-CN', 'settings'],
		['dark theme', 'en', 'theme-dark'],
		['深色', 'zh-CN', 'theme-dark'],
		['4.2', 'en', 'release-4.2.0'],
		['timetable', 'zh-CN', 'release-4.2.0'],
		['渡', 'en', 'product-ferry'],
		['ferry', 'en', 'product-ferry'],
		['now-24h', 'en', 'now-24h'],
		['24 小时', 'zh-CN', 'now-24h'],
		['sign out', 'zh-CN', 'sign-out']
	] as const)('finds “%s” in %s', (search, locale, id) => expect(first(search, locale)).toBe(id));

	it('lists everything but the releases before anything is typed', () => {
		const all = matches(entries, ' ', 'en').map(({ id }) => id);
		expect(all[0]).toBe('overview');
		expect(all.some((id) => id.startsWith('release-'))).toBe(false);
	});

	it('keeps the filters of the view when the range changes, and chooses the width anew', () => {
		const range = entries.find(({ id }) => id === 'now-24h');
		expect(range?.deed).toEqual({ href: '/p/night-bus?filter=channel%3A%3D%3Aios&from=now-24h&to=now' });
	});
});
