import { createHash, randomBytes } from 'node:crypto';
import type { ApiKey } from '#lib/server/metadata/api-keys.ts';
import { sharedReads } from '#lib/server/metadata/shared-reads.ts';

const PREFIX = 'up_';

/** A new key's text: 192 random bits, shown once. */
export const newKeyText = (): string => PREFIX + randomBytes(24).toString('base64url');

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** How long a key found stays found, should nobody tell that it was revoked. */
const KEPT_MS = 10_000;
const MOST_KEPT = 10_000;

/**
 * Looks keys up by their text. A found key is kept for ten seconds, an unknown one never: nobody can fill the memory
 * with guesses. Who revokes a key, or changes its product, says so, and then what was kept counts no more.
 */
export function createKeyRing({ read, now }: { read: (hash: string) => Promise<ApiKey | null>; now: () => number }) {
	const kept = new Map<string, { key: ApiKey; untilMs: number }>();
	const revoked = new Set<string>();
	const readShared = sharedReads(read);
	/** Counts what was forgotten: a key read before that is not kept after it. */
	let forgotten = 0;
	return {
		find: async (text: string): Promise<ApiKey | null> => {
			if (!text.startsWith(PREFIX) || text.length > 100) return null;
			const hash = hashOf(text);
			const known = kept.get(hash);
			if (known && known.untilMs > now()) return known.key;
			const before = forgotten;
			const key = await readShared(hash);
			if (kept.size >= MOST_KEPT) kept.clear();
			if (key && revoked.has(key.id)) return null;
			if (key && before === forgotten) kept.set(hash, { key, untilMs: now() + KEPT_MS });
			else kept.delete(hash);
			return key;
		},
		/** Whether the key was revoked while this process runs. */
		isRevoked: (id: string): boolean => revoked.has(id),
		revoke: (id: string): void => {
			revoked.add(id);
			kept.clear();
		},
		forgetAll: (): void => {
			forgotten++;
			kept.clear();
		}
	};
}
