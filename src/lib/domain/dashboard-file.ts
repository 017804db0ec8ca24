import { z } from 'zod';
import { Slug } from './product.ts';

/** A dashboard as a file for a git repository has it: without its revision, which belongs to one installation. */
export type FiledDashboard = Readonly<{ slug: string; [field: string]: unknown }>;

const Filed = z.looseObject({ slug: Slug });

const withoutRevision = ({ revision: _, ...rest }: z.infer<typeof Filed>): FiledDashboard => rest;

/** What a file of dashboards holds: `{ dashboards: […] }`, or one alone. What each says is the server's to judge. */
export const DashboardFile = z.unknown().transform((written, context): FiledDashboard[] => {
	const isMany = typeof written === 'object' && written !== null && 'dashboards' in written;
	const parsed = isMany
		? z.object({ dashboards: z.array(Filed) }).safeParse(written)
		: Filed.transform((one) => ({ dashboards: [one] })).safeParse(written);
	if (parsed.success) return parsed.data.dashboards.map(withoutRevision);
	for (const issue of parsed.error.issues) context.addIssue({ ...issue });
	return z.NEVER;
});

/** The text of such a file; the same dashboards always give the same text. */
export const fileOfDashboards = (dashboards: readonly FiledDashboard[]): string =>
	`${JSON.stringify({ dashboards: dashboards.map(withoutRevision) }, null, '\t')}\n`;
