import { z } from 'zod';
import { storableText } from './storable-text.ts';

const MOST_TERMS = 100;

const Term = storableText()
	.trim()
	.min(1, 'Must not be empty.')
	.max(100, 'At most 100 characters.')
	.transform((term) => term.normalize('NFC'));

export const TopicName = storableText()
	.trim()
	.min(1, 'Must not be empty.')
	.max(100, 'At most 100 characters.')
	// An address ending in them names the folder instead.
	.refine((name) => name !== '.' && name !== '..', 'Must not be "." or "..".');

/** What an answer has to say to be about a topic: one of the terms, in any case. */
export const TopicInput = z.strictObject({
	terms: z
		.array(Term, 'Must be a list of texts.')
		.min(1, 'At least one term.')
		.max(MOST_TERMS, 'At most 100 terms.')
		.transform((terms) => [...new Set(terms)]),
	/** `false` where it is not about the product, as of a campaign: then verdicts leave such answers out. */
	aboutProduct: z.boolean('Must be true or false.').default(true)
});
export type TopicInput = z.infer<typeof TopicInput>;

/** A saved, named set of terms. */
export type Topic = Readonly<TopicInput & { name: string }>;
