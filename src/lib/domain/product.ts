import { z } from 'zod';
import { storableText } from './storable-text.ts';

export const isTimeZone = (name: string): boolean => {
	// Offsets such as "+08:00" pass Intl but know no daylight saving: a product lives somewhere.
	if (!/^[A-Za-z]/.test(name)) return false;
	try {
		new Intl.DateTimeFormat('en', { timeZone: name });
		return true;
	} catch {
		return false;
	}
};

export const Slug = z
	.string('Must be a text.')
	.regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, 'Use 1 to 64 of a-z, 0-9 and inner hyphens.');

export const NewProduct = z.strictObject({
	slug: Slug,
	name: storableText().trim().min(1, 'Must not be empty.').max(100, 'At most 100 characters.'),
	timezone: z
		.string('Must be a text.')
		.refine(isTimeZone, 'Must be an IANA time zone, such as Europe/Berlin.')
		.default('UTC')
});
export type NewProduct = z.infer<typeof NewProduct>;

/** What feedback is about; the unit of isolation. `number` names it inside ClickHouse. */
export type Product = Readonly<{
	number: number;
	slug: string;
	name: string;
	timezone: string;
	/** Made up for trying things out; every page says so. */
	sample?: boolean;
}>;

export const SCOPES = ['ingest', 'read', 'write'] as const;
export type Scope = (typeof SCOPES)[number];

export const NewKey = z.strictObject({
	product: Slug,
	name: storableText().trim().min(1, 'Must not be empty.').max(100, 'At most 100 characters.'),
	scopes: z
		.array(z.enum(SCOPES, `Must be one of ${SCOPES.join(', ')}.`), 'Must be a list of scopes.')
		.min(1, `At least one of ${SCOPES.join(', ')}.`)
		.transform((scopes) => [...new Set(scopes)])
});
export type NewKey = z.infer<typeof NewKey>;
