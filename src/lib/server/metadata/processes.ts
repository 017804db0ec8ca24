import { eq, ne, sql } from 'drizzle-orm';
import { processes } from '#db/metadata/schema.ts';
import type { Database } from './connect.ts';

/** Who was not heard of for this long stores nothing any more. */
const GONE_AFTER_S = 12;

export type OtherProcess = Readonly<{
	id: string;
	/** Knows that it is not alone. */
	shares: boolean;
	/** Heard of lately. */
	isAlive: boolean;
}>;

/** Says that this process lives, and returns the others: those that live, and those that ended without a word. */
export async function reportProcess(
	database: Database,
	{ id, shares }: { id: string; shares: boolean }
): Promise<OtherProcess[]> {
	await database
		.insert(processes)
		.values({ id, shares })
		.onConflictDoUpdate({ target: processes.id, set: { shares, heardAt: sql`now()` } });
	return database
		.select({
			id: processes.id,
			shares: processes.shares,
			isAlive: sql<boolean>`heard_at > now() - make_interval(secs => ${GONE_AFTER_S})`
		})
		.from(processes)
		.where(ne(processes.id, id));
}

/** The end of a process, by its own word or another's. */
export async function removeProcess(database: Database, id: string): Promise<void> {
	await database.delete(processes).where(eq(processes.id, id));
}
