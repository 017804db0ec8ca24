import { versionKey } from '#lib/intake/version-key.ts';
import { describe, expect, it } from 'vitest';

describe('versionKey', () => {
	it.each([
		['6.0.210207 ', '6.0.210207'],
		['v4.2', '4.2'],
		['Version 4.2', 'V4.2'],
		['4.2 (118)', '4.2 build 118'],
		['4.2+118', '4.2(118)']
	])('takes %j and %j for one version', (one, other) => expect(versionKey(one)).toBe(versionKey(other)));

	it.each([
		['4.2', '4.20'],
		['4.2', '4.2.0'],
		['4.2 (118)', '4.2 (119)'],
		['4.2', '4.2 (118)'],
		['vista', 'ista']
	])('tells %j from %j', (one, other) => expect(versionKey(one)).not.toBe(versionKey(other)));
});
