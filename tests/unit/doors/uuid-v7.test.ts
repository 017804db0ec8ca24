import { describe, expect, it } from 'vitest';
import { newUuidV7 } from '../../../src/lib/server/doors/uuid-v7.ts';

describe('newUuidV7', () => {
	// RFC 9562, appendix A.6: the same moment gives the same first 48 bits, version 7 and a variant of 8 to b.
	it('carries the moment as the RFC’s example does', () => {
		expect(newUuidV7(0x017f22e279b0)).toMatch(/^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
	});

	it('sorts by time', () => {
		const ids = [1, 2 ** 32, Date.UTC(2026, 0, 1), Date.UTC(2106, 0, 1)].map(newUuidV7);
		expect(ids.toSorted()).toEqual(ids);
	});

	it('is never the same', () => {
		expect(new Set(Array.from({ length: 1000 }, () => newUuidV7(1))).size).toBe(1000);
	});
});
