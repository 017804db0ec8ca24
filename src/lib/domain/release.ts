import { z } from 'zod';
import { instantMs } from './instant-ms.ts';
import { Instant } from './instant.ts';
import { storableText } from './storable-text.ts';

const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;

/** An instant, or only a date: then the clock is the product's own midnight and nothing finer is claimed. */
const ReleaseTime = z
	.union([z.string(), z.number()], 'Must be an RFC 3339 time, epoch milliseconds or a date.')
	.transform((input, context): Readonly<{ ms: number }> | Readonly<{ date: string }> => {
		if (typeof input === 'string' && DATE_ONLY.test(input) && instantMs(`${input}T00:00:00Z`) !== null)
			return { date: input };
		const ms = instantMs(input);
		if (ms !== null) return { ms };
		context.addIssue({
			code: 'custom',
			message: 'Must be an RFC 3339 time with a zone, epoch milliseconds or a date (2026-01-31).'
		});
		return z.NEVER;
	});

export const Version = storableText()
	.trim()
	.min(1, 'Must not be empty.')
	.max(200, 'At most 200 characters.')
	// An address ending in them names the folder instead, so the release could never be read or deleted.
	.refine((version) => version !== '.' && version !== '..', 'Must not be "." or "..".');

const Stage = z.strictObject({
	at: Instant,
	share: z.number('Must be a number.').min(0, 'Must be 0 to 1.').max(1, 'Must be 0 to 1.')
});

const fields = {
	at: ReleaseTime,
	title: storableText().max(500, 'At most 500 characters.'),
	notes: storableText().max(100_000, 'At most 100,000 characters.'),
	url: z
		.url({ protocol: /^https?$/, error: 'Must be an http or https address.' })
		.max(2000, 'At most 2,000 characters.')
		.or(z.literal('')),
	assignment: z.enum(['everyone', 'random', 'self-selected'], 'Must be everyone, random or self-selected.'),
	rollout: z.enum(['instant', 'gradual'], 'Must be instant or gradual.'),
	stages: z.array(Stage, 'Must be a list of { at, share }.').max(100, 'At most 100 stages.')
};

/** A release as a client posts it; what is left out keeps its value, or its default when new. */
export const ReleaseInput = z.strictObject({
	version: Version,
	at: fields.at,
	title: fields.title.optional(),
	notes: fields.notes.optional(),
	url: fields.url.optional(),
	assignment: fields.assignment.optional(),
	rollout: fields.rollout.optional(),
	stages: fields.stages.optional()
});
export type ReleaseInput = z.infer<typeof ReleaseInput>;

export const ReleasePatch = z
	.strictObject(ReleaseInput.omit({ version: true }).partial().shape)
	.refine((patch) => Object.keys(patch).length > 0, 'Nothing to change: name at least one field.');
export type ReleasePatch = z.infer<typeof ReleasePatch>;

/** A version with the moment it reached customers, as it leaves the API. */
export type Release = Readonly<{
	version: string;
	/** RFC 3339. */
	at: string;
	title: string;
	notes: string;
	url: string;
	assignment: 'everyone' | 'random' | 'self-selected';
	rollout: 'instant' | 'gradual';
	stages: readonly Readonly<{ at: string; share: number }>[];
}>;
