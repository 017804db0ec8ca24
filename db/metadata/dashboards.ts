import { integer, json, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { Variable } from '#lib/domain/dashboard.ts';
import type { Panel } from '#lib/domain/panel.ts';
import { products } from './schema.ts';

/** A dashboard that there is now; what it shows is its newest version. */
export const dashboards = pgTable(
	'dashboards',
	{
		product: integer('product')
			.notNull()
			.references(() => products.number, { onDelete: 'cascade' }),
		slug: text('slug').notNull(),
		revision: integer('revision').notNull()
	},
	(table) => [primaryKey({ columns: [table.product, table.slug] })]
);

/** What a dashboard showed after each save, kept for good, also when the dashboard is deleted. */
export const dashboardVersions = pgTable(
	'dashboard_versions',
	{
		product: integer('product')
			.notNull()
			.references(() => products.number, { onDelete: 'cascade' }),
		slug: text('slug').notNull(),
		revision: integer('revision').notNull(),
		title: text('title').notNull(),
		panels: json('panels').$type<Panel[]>().notNull(),
		variables: json('variables').$type<Variable[]>().notNull(),
		savedBy: text('saved_by').notNull(),
		savedAt: timestamp('saved_at', { withTimezone: true, mode: 'date' }).notNull()
	},
	(table) => [primaryKey({ columns: [table.product, table.slug, table.revision] })]
);
