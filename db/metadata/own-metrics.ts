import { integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { MetricDefinition } from '#lib/domain/metric-definition.ts';
import { products } from './schema.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/**
 * The metrics that a product defined itself, each revision kept for good: what was drawn with one can be drawn again. The
 * newest one of a name counts, unless it is retired.
 */
export const ownMetrics = pgTable(
	'own_metrics',
	{
		product: integer('product')
			.notNull()
			.references(() => products.number, { onDelete: 'cascade' }),
		name: text('name').notNull(),
		revision: integer('revision').notNull(),
		title: text('title').notNull(),
		unit: text('unit'),
		definition: jsonb('definition').$type<MetricDefinition>().notNull(),
		/** Of the definition alone: equal ones give equal numbers, whatever they are called. */
		hash: text('hash').notNull(),
		savedBy: text('saved_by').notNull(),
		savedAt: instant('saved_at').notNull(),
		retiredAt: instant('retired_at')
	},
	(table) => [primaryKey({ columns: [table.product, table.name, table.revision] })]
);
