import { z } from 'zod';

export type Schema = Record<string, unknown>;

/** The JSON Schema of what a client may send, from the very schema that validates it. */
export const input = (schema: z.ZodType): Schema => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
export const output = (schema: z.ZodType): Schema => z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' });

export const json = (schema: Schema) => ({ 'application/json': { schema } });
export const content = (schema: z.ZodType) => ({ content: json(output(schema)) });

/** A method of a route, as it is described. */
export type Operation = {
	/** As `RULES` has it. */
	rule: string;
	summary: string;
	body?: Schema;
	/** Also NDJSON. */
	rows?: true;
	replies: Record<number, object>;
	/** Statuses that only this one answers with. */
	problems?: readonly number[];
	parameters?: readonly object[];
};

export const PRODUCT = {
	name: 'product',
	in: 'query',
	schema: { type: 'string' },
	description: 'The slug. A key names its product itself; the master key and sessions need it.'
};
export const VERSION = { name: 'version', in: 'path', required: true, schema: { type: 'string' } };
