import { z } from 'zod';
import { IMPORT_KINDS } from '#lib/domain/import.ts';

const texts = z.record(z.string(), z.string());

/** Answers as the product keeps them; what another version of Upshot kept may have changed since. */
export const ImportAnswers = z.strictObject({
	kind: z.enum(IMPORT_KINDS).optional(),
	columns: texts.optional(),
	constants: texts.optional(),
	scale: z.string().optional(),
	dayOrder: z.enum(['day-month', 'month-day']).optional(),
	zone: z.string().optional()
});
export type ImportAnswers = z.infer<typeof ImportAnswers>;
