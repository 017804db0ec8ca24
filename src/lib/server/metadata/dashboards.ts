import { and, asc, desc, eq, max, sql } from 'drizzle-orm';
import { dashboards, dashboardVersions } from '#db/metadata/dashboards.ts';
import type { Dashboard, DashboardContent, DashboardVersion, ListedDashboard } from '#lib/domain/dashboard.ts';
import type { Database } from './connect.ts';

type Named = Readonly<{ product: number; slug: string }>;
type VersionRow = typeof dashboardVersions.$inferSelect;

const toDashboard = ({ slug, title, panels, variables, revision }: VersionRow): Dashboard => ({
	...{ slug, title, panels, variables, revision }
});

const now = ({ product, slug }: Named) => and(eq(dashboards.product, product), eq(dashboards.slug, slug));
const versionsOf = ({ product, slug }: Named) =>
	and(eq(dashboardVersions.product, product), eq(dashboardVersions.slug, slug));
const isShown = and(
	eq(dashboardVersions.product, dashboards.product),
	eq(dashboardVersions.slug, dashboards.slug),
	eq(dashboardVersions.revision, dashboards.revision)
);

/** By title. */
export async function readDashboards(database: Database, product: number): Promise<ListedDashboard[]> {
	return database
		.select({ slug: dashboards.slug, title: dashboardVersions.title, revision: dashboards.revision })
		.from(dashboards)
		.innerJoin(dashboardVersions, isShown)
		.where(eq(dashboards.product, product))
		.orderBy(asc(dashboardVersions.title), asc(dashboards.slug));
}

/** `null` when there is none of this slug now. */
export async function readDashboard(database: Pick<Database, 'select'>, named: Named): Promise<Dashboard | null> {
	const [row] = await database
		.select({ version: dashboardVersions })
		.from(dashboards)
		.innerJoin(dashboardVersions, isShown)
		.where(now(named));
	return row ? toDashboard(row.version) : null;
}

/** Every save, newest first; also of one that was deleted. */
export async function readDashboardVersions(database: Database, named: Named): Promise<DashboardVersion[]> {
	const rows = await database
		.select({
			revision: dashboardVersions.revision,
			title: dashboardVersions.title,
			by: dashboardVersions.savedBy,
			at: dashboardVersions.savedAt
		})
		.from(dashboardVersions)
		.where(versionsOf(named))
		.orderBy(desc(dashboardVersions.revision));
	return rows.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() }));
}

/** What it showed after that save; `null` when there was none. */
export async function readDashboardVersion(
	database: Database,
	named: Named,
	revision: number
): Promise<Dashboard | null> {
	const [row] = await database
		.select()
		.from(dashboardVersions)
		.where(and(versionsOf(named), eq(dashboardVersions.revision, revision)));
	return row ? toDashboard(row) : null;
}

export type Saved =
	| Readonly<{ status: 'created' | 'replaced'; dashboard: Dashboard }>
	/** It is at another revision than the one that was meant to be replaced. */
	| Readonly<{ status: 'stale'; revision: number }>;

type Save = Readonly<{
	content: DashboardContent;
	/** The revision it was made from; left out: whatever is there is replaced. */
	base?: number | undefined;
	by: string;
	atMs: number;
}>;

/** Keeps a version and shows it. One that is not there (any more) is made, whatever `base` says: no work is lost. */
export async function saveDashboard(
	database: Database,
	named: Named,
	{ content, base, by, atMs }: Save
): Promise<Saved> {
	return database.transaction(async (transaction) => {
		await transaction.execute(
			sql`SELECT pg_advisory_xact_lock(hashtextextended(${`dashboard ${named.product} ${named.slug}`}, 0))`
		);
		const [known] = await transaction.select().from(dashboards).where(now(named));
		if (known && base !== undefined && base !== known.revision) return { status: 'stale', revision: known.revision };
		const [newest] = await transaction
			.select({ revision: max(dashboardVersions.revision) })
			.from(dashboardVersions)
			.where(versionsOf(named));
		const revision = (newest?.revision ?? 0) + 1;
		const { title, panels, variables } = content;
		const version = { ...named, revision, title, panels, variables, savedBy: by, savedAt: new Date(atMs) };
		await transaction.insert(dashboardVersions).values(version);
		await transaction
			.insert(dashboards)
			.values({ ...named, revision })
			.onConflictDoUpdate({ target: [dashboards.product, dashboards.slug], set: { revision } });
		return { status: known ? 'replaced' : 'created', dashboard: toDashboard(version) };
	});
}

/** Whether there was one; its versions stay. */
export async function deleteDashboard(database: Database, named: Named): Promise<boolean> {
	const deleted = await database.delete(dashboards).where(now(named)).returning({ slug: dashboards.slug });
	return deleted.length === 1;
}
