import type { Identity } from '#lib/server/access/identity.ts';
import { createTokenBucket } from './token-bucket.ts';

/** Of one person or key: a page of panels at once, and then as fast as anybody can read. */
const RATE = { most: 600, perSecond: 10 };
const MOST_REMEMBERED = 1_000;

/** Tells people and keys apart; the master key is one for each product. */
export const statementKey = (identity: Identity, product: number): string =>
	identity.kind === 'person' || identity.kind === 'key'
		? `${identity.kind} ${identity.id}`
		: `${identity.kind} ${product}`;

/** Whether one more statement of this person or key may come now. */
export function createStatementRate(now: () => number) {
	const buckets = new Map<string, () => boolean>();
	return (key: string): boolean => {
		const bucket = buckets.get(key) ?? createTokenBucket(RATE, now);
		// The one not seen for the longest time has filled up again, or nearly.
		buckets.delete(key);
		buckets.set(key, bucket);
		if (buckets.size > MOST_REMEMBERED) buckets.delete(buckets.keys().next().value ?? '');
		return bucket();
	};
}

export type StatementRate = ReturnType<typeof createStatementRate>;
