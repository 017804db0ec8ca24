import { describe, expect, it } from 'vitest';
import { createKeyRing, hashOf, newKeyText } from '../../../src/lib/server/access/api-key.ts';

const PRODUCT = { number: 1, slug: 'a', name: 'A', timezone: 'UTC' };
const KEY = { id: 'k', name: 'Key', scopes: ['read'] as const, product: PRODUCT };

/** A ring on a store of one key, and how often it was asked. */
function ringOf(text: string) {
	const asked: string[] = [];
	const clock = { nowMs: 0 };
	const stored = new Map([[hashOf(text), KEY]]);
	const read = async (hash: string) => {
		asked.push(hash);
		return stored.get(hash) ?? null;
	};
	return { ring: createKeyRing({ read, now: () => clock.nowMs }), asked, clock, revoke: () => stored.clear() };
}

describe('newKeyText', () => {
	it('is never the same, and fits a header and a URL', () => {
		const texts = Array.from({ length: 100 }, newKeyText);
		expect(new Set(texts).size).toBe(100);
		expect(texts.every((text) => /^up_[\w-]{32}$/.test(text))).toBe(true);
	});
});

describe('createKeyRing', () => {
	it('finds a key by its text, and asks the store once for ten seconds', async () => {
		const text = newKeyText();
		const { ring, asked, clock } = ringOf(text);
		expect(await ring.find(text)).toEqual(KEY);
		clock.nowMs = 9_999;
		expect(await ring.find(text)).toEqual(KEY);
		expect(asked).toHaveLength(1);
		clock.nowMs = 10_000;
		expect(await ring.find(text)).toEqual(KEY);
		expect(asked).toHaveLength(2);
	});

	it('forgets a revoked key within ten seconds', async () => {
		const text = newKeyText();
		const { ring, clock, revoke } = ringOf(text);
		await ring.find(text);
		revoke();
		clock.nowMs = 10_000;
		expect(await ring.find(text)).toBeNull();
	});

	it('forgets a key at once that it hears is revoked, also one that is being read', async () => {
		const text = newKeyText();
		const { ring } = ringOf(text);
		await ring.find(text);
		const reading = ringOf(text);
		const found = reading.ring.find(text);
		for (const one of [ring, reading.ring]) one.revoke(KEY.id);
		expect([await found, await ring.find(text), await reading.ring.find(text)]).toEqual([null, null, null]);
		expect(ring.isRevoked(KEY.id)).toBe(true);
	});

	it('reads every key anew after it was told to forget', async () => {
		const text = newKeyText();
		const { ring, asked } = ringOf(text);
		const found = ring.find(text);
		ring.forgetAll();
		await found;
		await ring.find(text);
		await ring.find(text);
		expect(asked).toHaveLength(2);
	});

	it('keeps no unknown key: one that is made later works at once', async () => {
		const text = newKeyText();
		const { ring, asked } = ringOf(newKeyText());
		expect([await ring.find(text), await ring.find(text)]).toEqual([null, null]);
		expect(asked).toHaveLength(2);
	});

	it.each(['', 'x', 'UP_abc', `up_${'a'.repeat(98)}`])('does not ask the store for %j', async (text) => {
		const { ring, asked } = ringOf(newKeyText());
		expect(await ring.find(text)).toBeNull();
		expect(asked).toEqual([]);
	});

	it('sends the store a hash, never the text', async () => {
		const text = newKeyText();
		const { ring, asked } = ringOf(text);
		await ring.find(text);
		expect(asked).toEqual([hashOf(text)]);
		expect(asked.join()).not.toContain(text);
	});
});
