import { z } from 'zod';
import { isStorableJson, storableText } from './storable-text.ts';

/** A file or run whose rows belong together. */
export const NewImport = z.strictObject({
	name: storableText().trim().min(1, 'Must not be empty.').max(300, 'At most 300 characters.'),
	mapping: z
		.record(z.string().max(200), z.unknown(), 'Must be an object.')
		.refine(isStorableJson, 'Must not contain U+0000 or half a surrogate pair.')
		.optional()
});
