import { z } from 'zod';
import { IMPORT_KINDS, IMPORT_WAYS, SavedMapping } from '#lib/domain/import.ts';
import { MetricDefinition } from '#lib/domain/metric-definition.ts';
import { DIRECTIONS, METRIC_WEIGHTS } from '#lib/domain/metric-settings.ts';

/* What leaves the API, as schemas: the document is made of them, and tests hold every reply against them. */

const FieldErrorReply = z.strictObject({ path: z.string(), message: z.string() });

export const ProblemReply = z.strictObject({
	type: z.string(),
	title: z.string(),
	status: z.int(),
	detail: z.string().optional(),
	errors: z.array(FieldErrorReply).optional(),
	/** Where a stale revision was refused: the one there is. */
	revision: z.int().optional(),
	code: z.string().optional(),
	line: z.int().optional(),
	column: z.int().optional()
});

export const RowsReply = z.strictObject({
	accepted: z.int(),
	duplicates: z.int(),
	rejected: z.array(z.strictObject({ index: z.int(), errors: z.array(FieldErrorReply) }))
});

export const ProductReply = z.strictObject({ slug: z.string(), name: z.string(), timezone: z.string() });
/** One product is made up for trying things out, or none. */
const ListedProductReply = ProductReply.extend({ sample: z.literal(true).optional() });
export const ProductsReply = z.strictObject({ products: z.array(ListedProductReply) });
export const KeyReply = z.strictObject({ id: z.string(), key: z.string() });
export const ImportReply = z.strictObject({ import: z.string() });

export const ImportsReply = z.strictObject({
	imports: z.array(
		z.strictObject({
			import: z.string(),
			name: z.string(),
			kind: z.enum(IMPORT_KINDS),
			via: z.enum(IMPORT_WAYS),
			at: z.iso.datetime(),
			rows: z.int()
		})
	)
});

export const MappingsReply = z.strictObject({ mappings: z.array(SavedMapping) });

export const ReleaseReply = z.strictObject({
	version: z.string(),
	at: z.iso.datetime(),
	title: z.string(),
	notes: z.string(),
	url: z.string(),
	assignment: z.enum(['everyone', 'random', 'self-selected']),
	rollout: z.enum(['instant', 'gradual']),
	stages: z.array(z.strictObject({ at: z.iso.datetime(), share: z.number() }))
});
export const ReleasesReply = z.strictObject({ releases: z.array(ReleaseReply) });

export const MetricReply = z.strictObject({
	name: z.string(),
	title: z.string(),
	unit: z.string(),
	direction: z.enum(DIRECTIONS),
	minimumMeaningfulEffect: z.number(),
	weight: z.enum(METRIC_WEIGHTS),
	interval: z.string(),
	/** Of a metric that the product made itself. */
	definition: MetricDefinition.optional()
});
export const MetricsReply = z.strictObject({ metrics: z.array(MetricReply) });

const ColumnReply = z.strictObject({ name: z.string(), type: z.string() });

export const StatementReply = z.strictObject({
	columns: z.array(ColumnReply),
	rows: z.array(z.array(z.unknown())),
	n: z.int(),
	elapsedMs: z.int(),
	truncated: z.boolean()
});

export const StatementCostReply = z.strictObject({ tables: z.array(z.string()), rows: z.int(), bytes: z.int() });

const BucketReply = z.strictObject({
	start: z.iso.datetime(),
	n: z.int(),
	value: z.number().nullable(),
	low: z.number().nullable(),
	high: z.number().nullable(),
	approximate: z.literal(true).optional()
});

export const AnswerReply = z.strictObject({
	watermark: z.iso.datetime(),
	result: z.strictObject({
		series: z.array(
			z.strictObject({ group: z.string().nullable(), other: z.literal(true).optional(), buckets: z.array(BucketReply) })
		)
	})
});
