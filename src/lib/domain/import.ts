import { z } from 'zod';
import { isStorableJson, storableText } from './storable-text.ts';

export const IMPORT_KINDS = ['feedback', 'events', 'releases'] as const;
/** What the rows of a file become. */
export type ImportKind = (typeof IMPORT_KINDS)[number];

export const IMPORT_WAYS = ['page', 'command', 'api'] as const;
export type ImportWay = (typeof IMPORT_WAYS)[number];

const kind = z.enum(IMPORT_KINDS, `Must be one of ${IMPORT_KINDS.join(', ')}.`);

const plainObject = z
	.record(z.string().max(200), z.unknown(), 'Must be an object.')
	.refine(isStorableJson, 'Must not contain U+0000 or half a surrogate pair.');

/** A file or run whose rows belong together. */
export const NewImport = z.strictObject({
	name: storableText().trim().min(1, 'Must not be empty.').max(300, 'At most 300 characters.'),
	kind: kind.optional(),
	via: z.enum(IMPORT_WAYS, `Must be one of ${IMPORT_WAYS.join(', ')}.`).optional(),
	mapping: plainObject.optional()
});

/** How a file with these columns is read: kept for the next one that has the same set of them. */
export const SavedMapping = z.strictObject({
	kind,
	columns: z
		.array(storableText().max(1000, 'At most 1,000 characters.'), 'Must be a list of names.')
		.min(1, 'At least one column.')
		.max(1000, 'At most 1,000 columns.'),
	answers: plainObject
});
export type SavedMapping = Readonly<z.infer<typeof SavedMapping>>;

/** An import as lists show it. */
export type ImportEntry = Readonly<{
	id: string;
	name: string;
	kind: ImportKind;
	via: ImportWay;
	/** RFC 3339. */
	at: string;
	/** What it added and what is still there. */
	rows: number;
}>;
