import { expect, it } from 'vitest';
import { openBucket } from '#lib/server/verdicts/open-bucket.ts';

const bucket = (n: number) => ({ n, sum: 4 * n, sumsq: 16 * n, hourOfDay: 9, weekday: 0 });
const BUCKETS = [bucket(90), bucket(3)];

it('compares the mean of the hour so far, but never its number with that of whole hours', () => {
	expect(openBucket({ hasOpen: true }, BUCKETS, 'mean')).toBe(BUCKETS[1]);
	expect(openBucket({ hasOpen: true }, BUCKETS, 'share')).toBe(BUCKETS[1]);
	expect(openBucket({ hasOpen: true }, BUCKETS, 'volume')).toBeNull();
	expect(openBucket({ hasOpen: false }, BUCKETS, 'mean')).toBeNull();
});
