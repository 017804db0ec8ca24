import { createHash, randomBytes } from 'node:crypto';
import type { ApiKey } from '#lib/server/metadata/api-keys.ts';

const PREFIX = 'up_';

/** A new key's text: 192 random bits, shown once. */
export const newKeyText = (): string => PREFIX + randomBytes(24).toString('base64url');

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** How long a key found stays found: the time within which a revoked key stops working everywhere. */
const KEPT_MS = 10_000;
const MOST_KEPT = 10_000;

/**
 * Looks keys up by their text. A found key is kept for ten seconds, an unknown one never: nobody can fill the memory
 * with guesses.
 */
export function createKeyRing({ read, now }: { read: (hash: string) => Promise<ApiKey | null>; now: () => number }) {
	const kept = new Map<string, { key: ApiKey; untilMs: number }>();
	return {
		find: async (text: string): Promise<ApiKey | null> => {
			if (!text.startsWith(PREFIX) || text.length > 100) return null;
			const hash = hashOf(text);
			const known = kept.get(hash);
			if (known && known.untilMs > now()) return known.key;
			const key = await read(hash);
			if (kept.size >= MOST_KEPT) kept.clear();
			if (key) kept.set(hash, { key, untilMs: now() + KEPT_MS });
			else kept.delete(hash);
			return key;
		}
	};
}
