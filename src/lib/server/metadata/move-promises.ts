import { and, eq, notExists, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { decisions, promises } from '#db/metadata/schema.ts';
import type { Database } from './connect.ts';

/**
 * Takes what was promised of a release, and decided about it, along to its new version; what that version has of its own
 * stays alone.
 */
export async function movePromises(
	database: Database,
	product: number,
	{ from, to }: { from: string; to: string }
): Promise<void> {
	await database.transaction(async (transaction) => {
		for (const table of [promises, decisions] as const) {
			const others = alias(table, 'others');
			const taken = transaction
				.select({ one: sql`1` })
				.from(others)
				.where(and(eq(others.product, product), eq(others.version, to)));
			await transaction
				.update(table)
				.set({ version: to })
				.where(and(eq(table.product, product), eq(table.version, from), notExists(taken)));
		}
	});
}
