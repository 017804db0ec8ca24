import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '#lib/stats/wilson-interval.ts';

describe('wilsonInterval', () => {
	// Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3.
	it.each([
		{ hits: 81, total: 263, low: 0.2553, high: 0.3662 },
		{ hits: 15, total: 148, low: 0.0624, high: 0.1605 },
		{ hits: 0, total: 20, low: 0, high: 0.1611 },
		{ hits: 1, total: 29, low: 0.0061, high: 0.1718 }
	])('matches the published interval for $hits of $total', ({ hits, total, low, high }) => {
		expect(wilsonInterval(hits, total)).toMatchObject({
			low: expect.closeTo(low, 4),
			high: expect.closeTo(high, 4)
		});
	});

	it('holds the defining equation at both ends: |share - end| is 1.96 standard errors of the end', () => {
		for (const [hits, total] of [
			[1, 2],
			[3, 40],
			[700, 1000],
			[9_999_999, 10_000_000]
		] as const) {
			const { estimate, low, high } = wilsonInterval(hits, total)!;
			for (const end of [low, high]) {
				const errors = Math.abs(estimate - end) / Math.sqrt((end * (1 - end)) / total);
				expect(errors / 1.959963984540054).toBeCloseTo(1, 7);
			}
		}
	});

	it('mirrors when hits and misses swap', () => {
		expect(wilsonInterval(37, 40)!.low).toBeCloseTo(1 - wilsonInterval(3, 40)!.high, 12);
	});

	it('stays within the shares at both ends', () => {
		expect(wilsonInterval(0, 7)!.low).toBe(0);
		expect(wilsonInterval(7, 7)!.high).toBe(1);
	});

	it('has no estimate without a total', () => expect(wilsonInterval(0, 0)).toBeNull());
	it('rejects more hits than there are', () => expect(() => wilsonInterval(5, 3)).toThrow(RangeError));
	it('rejects parts of a hit', () => expect(() => wilsonInterval(0.5, 3)).toThrow(RangeError));
});
