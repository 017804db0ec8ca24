import { z } from 'zod';
import { storableText } from './storable-text.ts';

export const DECISIONS = ['keep', 'fix', 'roll back', 'wait'] as const;

/** What is to become of a release. */
export const DecisionInput = z.strictObject({
	decision: z.enum(DECISIONS, `Must be one of ${DECISIONS.join(', ')}.`),
	why: storableText().trim().max(5_000, 'At most 5,000 characters.').default(''),
	/** Who decided; whoever sends it where it is left out. */
	by: storableText().trim().min(1, 'Must not be empty.').max(200, 'At most 200 characters.').optional()
});
export type DecisionInput = z.infer<typeof DecisionInput>;

/** One decision; counted from 1, and never changed. */
export type Decision = Readonly<{
	revision: number;
	decision: (typeof DECISIONS)[number];
	why: string;
	by: string;
	/** RFC 3339. */
	at: string;
}>;
