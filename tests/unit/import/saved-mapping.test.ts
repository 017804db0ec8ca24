import { describe, expect, it } from 'vitest';
import type { SavedMapping } from '#lib/domain/import.ts';
import { savedFor } from '../../../src/routes/p/[slug]/import/saved-mapping.ts';

const saved: SavedMapping[] = [
	{ kind: 'feedback', columns: ['date', 'stars'], answers: { scale: 'stars', columns: { at: 'date' } } },
	{ kind: 'releases', columns: ['version'], answers: { from: 'another age' } }
];

describe('savedFor', () => {
	it('knows a file by its set of columns, in whichever order', () => {
		expect(savedFor(['stars', 'date'], saved)).toEqual({ scale: 'stars', columns: { at: 'date' } });
	});
	it('knows nothing of a file with one column more', () => {
		expect(savedFor(['stars', 'date', 'plan'], saved)).toBeNull();
	});
	it('leaves answers that it does not understand', () => expect(savedFor(['version'], saved)).toBeNull());
});
