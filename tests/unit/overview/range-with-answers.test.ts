import { describe, expect, it } from 'vitest';
import { importCommand } from '../../../src/routes/p/[slug]/commands.ts';
import { searchWithAnswers } from '../../../src/routes/p/[slug]/range-with-answers.ts';

const nowMs = Date.parse('2026-11-22T12:00:00Z');

describe('the overview after an import', () => {
	it('shows the newest eight weeks of answers that are older than those', () =>
		expect(
			searchWithAnswers({ firstAt: '2017-01-01T00:00:00Z', lastAt: '2022-01-01T12:00:00Z' }, 'Asia/Shanghai', nowMs)
		).toBe('?from=2021-11-07&to=2022-01-01'));
	it.each([
		{ firstAt: '2017-01-01T00:00:00Z', lastAt: '2026-11-20T00:00:00Z' },
		{ firstAt: null, lastAt: null }
	])('is the usual one for %j', (span) => expect(searchWithAnswers(span, 'UTC', nowMs)).toBe(''));
});

describe('the command that imports', () => {
	it('names the server that it would not find by itself', () => {
		expect(importCommand('shop', 'https://up.example')).toBe(
			'npx upshot import feedback FILE --product shop --url https://up.example'
		);
		expect(importCommand('shop', 'http://localhost:3000', 'releases')).toBe(
			'npx upshot import releases FILE --product shop'
		);
	});
});
