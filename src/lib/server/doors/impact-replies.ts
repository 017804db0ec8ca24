import { z } from 'zod';
import { DECISIONS } from '#lib/domain/decision.ts';

/* What leaves the API about releases and what they did, as schemas. */

const PromiseRevision = z.strictObject({
	hypothesis: z.string(),
	outcome: z.string(),
	guardrails: z.array(z.string()),
	margin: z.number().nullable(),
	reviewOn: z.iso.date().nullable(),
	owner: z.string(),
	revision: z.int(),
	writtenFor: z.string(),
	writtenBy: z.string(),
	writtenAt: z.iso.datetime(),
	digest: z.string(),
	afterTheFact: z.boolean()
});

export const PromiseReply = z.strictObject({
	version: z.string(),
	/** The revision that verdicts hold the release to: the last before it. */
	binding: z.int().nullable(),
	exploratory: z.boolean(),
	revisions: z.array(PromiseRevision)
});

const DecisionEntry = z.strictObject({
	revision: z.int(),
	decision: z.enum(DECISIONS),
	why: z.string(),
	by: z.string(),
	at: z.iso.datetime()
});

export const DecisionReply = z.strictObject({
	version: z.string(),
	current: DecisionEntry.nullable(),
	history: z.array(DecisionEntry)
});
