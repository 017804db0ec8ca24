import { z } from 'zod';

/** A file or run whose rows belong together. */
export const NewImport = z.strictObject({
	name: z.string('Must be a text.').trim().min(1, 'Must not be empty.').max(300, 'At most 300 characters.'),
	mapping: z.record(z.string().max(200), z.unknown(), 'Must be an object.').optional()
});
