import { z } from 'zod';
import { DECISIONS } from '#lib/domain/decision.ts';
import { PATHS, VERDICTS } from '#lib/domain/verdict.ts';
import { ReleaseReply } from './replies.ts';

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

const VerdictSide = z.strictObject({ n: z.number(), value: z.number().nullable() });

export const VerdictReply = z.strictObject({
	metric: z.string(),
	path: z.enum(PATHS),
	verdict: z.enum(VERDICTS),
	reasons: z.array(z.strictObject({ code: z.string(), message: z.string() })),
	effect: z.number().nullable(),
	low: z.number().nullable(),
	high: z.number().nullable(),
	unit: z.string(),
	evidence: z.number(),
	threshold: z.number(),
	minimumMeaningfulEffect: z.number(),
	minimumDetectableEffect: z.number().nullable(),
	decidableAt: z.iso.datetime().nullable(),
	firstEstablishedAt: z.iso.datetime().nullable(),
	before: VerdictSide,
	after: VerdictSide,
	method: z.int()
});

export const ImpactReply = z.strictObject({ release: ReleaseReply, verdicts: z.array(VerdictReply) });

const WordsSide = z.strictObject({
	from: z.iso.datetime(),
	to: z.iso.datetime(),
	/** Answers that have a text. */
	texts: z.int(),
	/** Different texts that were looked at: shares are of these. */
	n: z.int()
});

const ChangedTermReply = z.strictObject({
	term: z.string(),
	before: z.int(),
	after: z.int(),
	shareBefore: z.number(),
	shareAfter: z.number(),
	/** Of the difference of the shares, 95 %. */
	low: z.number(),
	high: z.number(),
	z: z.number()
});

export const WordsReply = z.strictObject({
	release: ReleaseReply,
	before: WordsSide,
	after: WordsSide,
	copies: z.int(),
	terms: z.array(ChangedTermReply)
});

export const TopicReply = z.strictObject({ name: z.string(), terms: z.array(z.string()), aboutProduct: z.boolean() });
export const TopicsReply = z.strictObject({ topics: z.array(TopicReply) });
