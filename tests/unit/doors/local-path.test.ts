import { describe, expect, it } from 'vitest';
import { localPath } from '../../../src/lib/server/doors/local-path.ts';

describe('localPath', () => {
	it.each(['/', '/p/acme', '/p/acme?from=now-7d&to=now', '/a//b', '/p/%E2%82%AC'])('keeps %s', (path) => {
		expect(localPath(path)).toBe(path);
	});

	it.each([
		null,
		'',
		'p/acme',
		'https://evil.example/',
		'//evil.example/',
		'///evil.example/',
		'/\\evil.example/',
		'\\\\evil.example',
		'/\t/evil.example',
		'/\n/evil.example',
		'javascript:alert(1)',
		'/\0'
	])('leads %j home', (path) => {
		expect(localPath(path)).toBe('/');
	});

	it.each([
		'/..//evil.example',
		'/../../..//evil.example',
		'/a/..//evil.example',
		'/.//evil.example',
		'/%2e%2e//evil.example'
	])('stays on this server whatever the dots in %s', (path) => {
		expect(localPath(path)).toBe('/');
	});
});
