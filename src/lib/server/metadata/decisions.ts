import { and, desc, eq, sql } from 'drizzle-orm';
import { decisions } from '#db/metadata/schema.ts';
import type { Decision } from '#lib/domain/decision.ts';
import type { Database } from './connect.ts';

/** Every decision about a release, newest first. */
export async function readDecisions(
	database: Pick<Database, 'select'>,
	product: number,
	version: string
): Promise<Decision[]> {
	const rows = await database
		.select()
		.from(decisions)
		.where(and(eq(decisions.product, product), eq(decisions.version, version)))
		.orderBy(desc(decisions.revision));
	return rows.map(({ revision, decision, why, decidedBy, decidedAt }) => ({
		...{ revision, decision, why },
		by: decidedBy,
		at: decidedAt.toISOString()
	}));
}

/** Adds a decision to those before. Gives all, newest first. */
export async function addDecision(
	database: Database,
	{ product, version }: { product: number; version: string },
	decision: Omit<Decision, 'revision'>
): Promise<Decision[]> {
	return database.transaction(async (transaction) => {
		await transaction.execute(
			sql`SELECT pg_advisory_xact_lock(hashtextextended(${`decision ${product} ${version}`}, 0))`
		);
		const known = await readDecisions(transaction, product, version);
		const revision = (known[0]?.revision ?? 0) + 1;
		await transaction.insert(decisions).values({
			...{ product, version, revision, decision: decision.decision, why: decision.why },
			decidedBy: decision.by,
			decidedAt: new Date(decision.at)
		});
		return [{ revision, ...decision }, ...known];
	});
}
