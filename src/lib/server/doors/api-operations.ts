import type { z } from 'zod';
import { eventSchema, feedbackSchema } from '#lib/domain/feedback.ts';
import { NewImport, SavedMapping } from '#lib/domain/import.ts';
import { NewKey, NewProduct } from '#lib/domain/product.ts';
import { Question } from '#lib/domain/question.ts';
import { ReleaseInput, ReleasePatch } from '#lib/domain/release.ts';
import { DASHBOARD_OPERATIONS } from './dashboard-operations.ts';
import { IMPACT_OPERATIONS } from './impact-operations.ts';
import { content, input, PRODUCT, VERSION, type Operation, type Schema } from './operation.ts';
import {
	AnswerReply,
	ImportReply,
	ImportsReply,
	KeyReply,
	MappingsReply,
	MetricsReply,
	ProductReply,
	ProductsReply,
	ReleaseReply,
	ReleasesReply,
	RowsReply
} from './replies.ts';
import { STATEMENT_OPERATIONS } from './statement-operations.ts';

const anyRow = { now: () => 0, newId: () => '' };

const IMPORT = {
	name: 'import',
	in: 'query',
	schema: { type: 'string', format: 'uuid' },
	description: 'The import this belongs to; ids of rows are then compared without the limit of seven days.'
};

/** One row, or a list of them; NDJSON carries one a line. */
const rowsOf = (schema: z.ZodType): Schema => {
	const row = input(schema);
	return { oneOf: [row, { type: 'array', items: row, maxItems: 10_000 }] };
};

/** What the API can be asked to do. */
export const OPERATIONS: readonly Operation[] = [
	{
		rule: 'POST /api/v1/feedback',
		summary: 'Store answers of customers',
		body: rowsOf(feedbackSchema(anyRow)),
		rows: true,
		parameters: [PRODUCT, IMPORT],
		replies: { 200: content(RowsReply) }
	},
	{
		rule: 'POST /api/v1/events',
		summary: 'Store what customers did',
		body: rowsOf(eventSchema(anyRow)),
		rows: true,
		parameters: [PRODUCT, IMPORT],
		replies: { 200: content(RowsReply) }
	},
	{
		rule: 'GET /api/v1/products',
		summary: 'The products this key may reach',
		replies: { 200: content(ProductsReply) }
	},
	{
		rule: 'POST /api/v1/products',
		summary: 'Add a product',
		body: input(NewProduct),
		replies: { 201: content(ProductReply) },
		problems: [409]
	},
	{
		rule: 'POST /api/v1/keys',
		summary: 'Make a key; it is shown once',
		body: input(NewKey),
		replies: { 201: content(KeyReply) }
	},
	{
		rule: 'POST /api/v1/imports',
		summary: 'Begin an import',
		body: input(NewImport),
		parameters: [PRODUCT],
		replies: { 201: content(ImportReply) }
	},
	{
		rule: 'GET /api/v1/imports',
		summary: 'All imports, newest first',
		parameters: [PRODUCT],
		replies: { 200: content(ImportsReply) }
	},
	{
		rule: 'DELETE /api/v1/imports/[id]',
		summary: 'Take the rows of an import back',
		parameters: [PRODUCT, { ...VERSION, name: 'id' }],
		replies: { 204: {} }
	},
	{
		rule: 'GET /api/v1/imports/mappings',
		summary: 'How files were read the last time, newest first',
		parameters: [PRODUCT],
		replies: { 200: content(MappingsReply) }
	},
	{
		rule: 'PUT /api/v1/imports/mappings',
		summary: 'Keep how files with these columns are read',
		body: input(SavedMapping),
		parameters: [PRODUCT],
		replies: { 204: {} }
	},
	{
		rule: 'GET /api/v1/releases',
		summary: 'All releases, newest first',
		parameters: [PRODUCT],
		replies: { 200: content(ReleasesReply) }
	},
	{
		rule: 'POST /api/v1/releases',
		summary: 'Add a release, or change the one of this version',
		body: input(ReleaseInput),
		parameters: [PRODUCT, IMPORT],
		replies: { 200: content(ReleaseReply), 201: content(ReleaseReply) }
	},
	{
		rule: 'GET /api/v1/releases/[version]',
		summary: 'One release',
		parameters: [PRODUCT, VERSION],
		replies: { 200: content(ReleaseReply) }
	},
	{
		rule: 'PATCH /api/v1/releases/[version]',
		summary: 'Change a release',
		body: input(ReleasePatch),
		parameters: [PRODUCT, VERSION],
		replies: { 200: content(ReleaseReply) }
	},
	{
		rule: 'DELETE /api/v1/releases/[version]',
		summary: 'Remove a release',
		parameters: [PRODUCT, VERSION],
		replies: { 204: {} }
	},
	{
		rule: 'GET /api/v1/metrics',
		summary: 'The metrics that can be asked for',
		parameters: [PRODUCT],
		replies: { 200: content(MetricsReply) }
	},
	{
		rule: 'POST /api/v1/query',
		summary: 'Ask a question',
		body: input(Question),
		parameters: [PRODUCT],
		replies: { 200: content(AnswerReply) }
	},
	...IMPACT_OPERATIONS,
	...DASHBOARD_OPERATIONS,
	...STATEMENT_OPERATIONS
];
