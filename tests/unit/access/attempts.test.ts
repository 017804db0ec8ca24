import { describe, expect, it } from 'vitest';
import { createAttempts } from '../../../src/lib/server/access/attempts.ts';

const QUARTER_MS = 15 * 60_000;

function attemptsAt(startMs = 0) {
	const clock = { nowMs: startMs };
	return { clock, attempts: createAttempts(() => clock.nowMs) };
}

describe('createAttempts', () => {
	it('lets ten tries for one account through in a quarter of an hour', () => {
		const { attempts, clock } = attemptsAt();
		const tried = Array.from({ length: 12 }, (_, index) => attempts.mayTry('a@example.com', `address ${index}`));
		expect(tried).toEqual([...Array.from({ length: 10 }, () => true), false, false]);
		clock.nowMs = QUARTER_MS;
		expect(attempts.mayTry('a@example.com', 'address')).toBe(true);
	});

	it('lets fifty tries from one address through, whatever the account', () => {
		const { attempts } = attemptsAt();
		const tried = Array.from({ length: 51 }, (_, index) => attempts.mayTry(`${index}@example.com`, 'address'));
		expect(tried.lastIndexOf(true)).toBe(49);
	});

	it('does not let one account’s trouble reach another', () => {
		const { attempts } = attemptsAt();
		for (let index = 0; index < 20; index++) attempts.mayTry('a@example.com', `address ${index}`);
		expect(attempts.mayTry('b@example.com', 'elsewhere')).toBe(true);
	});

	it('begins anew after a good password', () => {
		const { attempts } = attemptsAt();
		for (let index = 0; index < 10; index++) attempts.mayTry('a@example.com', 'address');
		attempts.forget('a@example.com', 'address');
		expect(attempts.mayTry('a@example.com', 'address')).toBe(true);
	});
});
