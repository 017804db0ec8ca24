import { z } from 'zod';
import { DashboardContent } from '#lib/domain/dashboard.ts';

/* What leaves the API about dashboards, as schemas. */

export const DashboardsReply = z.strictObject({
	dashboards: z.array(z.strictObject({ slug: z.string(), title: z.string(), revision: z.int() }))
});

/** What was put, with its name and revision: putting it back as it is replaces it. */
export const DashboardReply = z.strictObject({
	slug: z.string(),
	title: z.string(),
	panels: DashboardContent.shape.panels,
	variables: DashboardContent.shape.variables,
	revision: z.int()
});

export const DashboardVersionsReply = z.strictObject({
	versions: z.array(z.strictObject({ revision: z.int(), title: z.string(), by: z.string(), at: z.iso.datetime() }))
});
