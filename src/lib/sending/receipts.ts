import { z } from 'zod';
import { Refused, type Reply } from './patient-caller.ts';

const Path = z.union([z.string(), z.array(z.union([z.string(), z.number()])).transform((parts) => parts.join('.'))]);

/** Reasons for fields, as problems and rejected rows list them. */
export const FieldErrors = z.array(z.object({ path: Path, message: z.string() }));

export const RowsReceipt = z.object({
	accepted: z.number(),
	duplicates: z.number(),
	rejected: z.array(z.object({ index: z.number(), errors: FieldErrors }))
});
export type RowsReceipt = z.infer<typeof RowsReceipt>;

export const ImportReceipt = z.object({ import: z.union([z.string(), z.number()]).transform(String) });

/** Why one release was not taken. */
export const ReleaseRefusal = z.object({ detail: z.string().optional(), errors: FieldErrors.default([]) });

/** The reply as its schema says. @throws Refused when it is another: that is no Upshot */
export function receiptOf<Schema extends z.ZodType>(reply: Reply, schema: Schema): z.infer<Schema> {
	const receipt = schema.safeParse(reply.body);
	if (!receipt.success) throw new Refused(reply);
	return receipt.data;
}
