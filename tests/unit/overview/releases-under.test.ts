import { describe, expect, it } from 'vitest';
import { releasesUnder } from '../../../src/routes/p/[slug]/releases-under.ts';
import { release } from '../charts/fixtures.ts';

const all = ['4.1.0', '4.2.0', '4.2.0-beta'].map((version, day) => release(version, day));
const named = (...filters: Parameters<typeof releasesUnder>[1]) =>
	releasesUnder(all, filters).map(({ version }) => version);

describe('releasesUnder', () => {
	it('keeps all where no version is asked for', () =>
		expect(named({ field: 'channel', op: '=', value: '4.2.0' })).toHaveLength(3));
	it('keeps those that a filter on versions lets through', () => {
		expect(named({ field: 'version', op: '=', value: '4.2.0' })).toEqual(['4.2.0']);
		expect(named({ field: 'version', op: 'in', value: ['4.1.0', '4.2.0'] })).toEqual(['4.1.0', '4.2.0']);
		expect(named({ field: 'version', op: '!=', value: '4.2.0' })).toEqual(['4.1.0', '4.2.0-beta']);
		expect(named({ field: 'version', op: 'contains', value: 'BETA' })).toEqual(['4.2.0-beta']);
	});
});
