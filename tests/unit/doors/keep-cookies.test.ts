import type { Cookies } from '@sveltejs/kit';
import { describe, expect, it } from 'vitest';
import { keepCookies } from '../../../src/lib/server/doors/keep-cookies.ts';

function kept(lines: readonly string[] | null) {
	const set: unknown[][] = [];
	const cookies = { set: (...given: unknown[]) => void set.push(given) } as unknown as Cookies;
	keepCookies(cookies, lines);
	return set;
}

describe('keepCookies', () => {
	it('carries name, value and attributes over', () => {
		expect(kept(['upshot.session_token=a%2Bb%3D; Max-Age=60; Path=/; HttpOnly; SameSite=Lax'])).toEqual([
			['upshot.session_token', 'a+b=', { path: '/', httpOnly: true, secure: false, sameSite: 'lax', maxAge: 60 }]
		]);
	});

	it('keeps Secure, and a cookie without an age for the session', () => {
		expect(kept(['__Secure-upshot.session_token=x=y; Path=/; Secure; HttpOnly'])).toEqual([
			['__Secure-upshot.session_token', 'x=y', { path: '/', httpOnly: true, secure: true, sameSite: 'lax' }]
		]);
	});

	it('sets nothing without lines', () => expect(kept(null)).toEqual([]));
});
