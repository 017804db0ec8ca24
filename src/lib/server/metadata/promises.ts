import { createHash } from 'node:crypto';
import { and, desc, eq, sql } from 'drizzle-orm';
import { promises } from '#db/metadata/schema.ts';
import { canonicalJson } from '#lib/domain/canonical-json.ts';
import type { PromiseInput, ReleasePromise } from '#lib/domain/promise.ts';
import type { Database } from './connect.ts';

const toPromise = ({ product: _, version: __, writtenAt, ...rest }: typeof promises.$inferSelect): ReleasePromise => ({
	...rest,
	writtenAt: writtenAt.toISOString()
});

const of = (product: number, version: string) => and(eq(promises.product, product), eq(promises.version, version));

/** Every revision, newest first. */
export async function readPromises(
	database: Pick<Database, 'select'>,
	product: number,
	version: string
): Promise<ReleasePromise[]> {
	const rows = await database.select().from(promises).where(of(product, version)).orderBy(desc(promises.revision));
	return rows.map(toPromise);
}

/** Every revision of every release of a product, by version, newest first. */
export async function readAllPromises(database: Database, product: number): Promise<Map<string, ReleasePromise[]>> {
	const rows = await database
		.select()
		.from(promises)
		.where(eq(promises.product, product))
		.orderBy(desc(promises.revision));
	const all = new Map<string, ReleasePromise[]>();
	for (const row of rows) all.set(row.version, [...(all.get(row.version) ?? []), toPromise(row)]);
	return all;
}

/** What the digest of a revision is taken of: the digest before makes a chain that cannot be mended unseen. */
export const promiseDigest = (promise: Omit<ReleasePromise, 'digest'>, previous: string | null): string =>
	createHash('sha256')
		.update(canonicalJson({ ...promise, previous }))
		.digest('hex');

const said = ({ hypothesis, outcome, guardrails, margin, reviewOn, owner }: PromiseInput): string =>
	canonicalJson({ hypothesis, outcome, guardrails, margin, reviewOn, owner });

/** Adds a revision; one that says what the newest says already changes nothing. Gives all, newest first. */
export async function addPromise(
	database: Database,
	{ product, version }: { product: number; version: string },
	{ input, writtenBy, writtenAtMs }: { input: PromiseInput; writtenBy: string; writtenAtMs: number }
): Promise<ReleasePromise[]> {
	return database.transaction(async (transaction) => {
		await transaction.execute(
			sql`SELECT pg_advisory_xact_lock(hashtextextended(${`promise ${product} ${version}`}, 0))`
		);
		const known = await readPromises(transaction, product, version);
		const newest = known[0];
		if (newest && said(newest) === said(input)) return known;
		const revision = {
			...input,
			revision: (newest?.revision ?? 0) + 1,
			writtenFor: version,
			writtenBy,
			writtenAt: new Date(writtenAtMs).toISOString()
		};
		const digest = promiseDigest(revision, newest?.digest ?? null);
		await transaction
			.insert(promises)
			.values({ product, version, ...revision, digest, writtenAt: new Date(writtenAtMs) });
		return [{ ...revision, digest }, ...known];
	});
}
