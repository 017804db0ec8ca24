import type { Dashboard, DashboardContent, DashboardVersion } from '#lib/domain/dashboard.ts';

/** What became of a save. `stale`: somebody else saved meanwhile, and this is what they saved. */
export type SaveOutcome =
	| Readonly<{ status: 'saved'; dashboard: Dashboard }>
	| Readonly<{ status: 'stale'; theirs: Dashboard; by: string }>
	| Readonly<{ status: 'failed'; message: string }>;

const pathOf = (product: string, slug: string, rest = ''): string =>
	`/api/v1/dashboards/${slug}${rest}?product=${encodeURIComponent(product)}`;

/** A problem as people read it: every field with its path. */
async function problemText(response: Response): Promise<string> {
	const problem: { detail?: string; errors?: { path: string; message: string }[] } = await response
		.json()
		.catch(() => ({}));
	if (problem.errors && problem.errors.length > 0)
		return problem.errors.map(({ path, message }) => `${path}: ${message}`).join('\n');
	return problem.detail ?? String(response.status);
}

export async function readVersions(product: string, slug: string): Promise<DashboardVersion[]> {
	const response = await fetch(pathOf(product, slug, '/versions'));
	if (!response.ok) throw new Error(`the server answered ${response.status}`);
	const reply: { versions: DashboardVersion[] } = await response.json();
	return reply.versions;
}

export async function readVersion(product: string, slug: string, revision: number): Promise<Dashboard> {
	const response = await fetch(pathOf(product, slug, `/versions/${revision}`));
	if (!response.ok) throw new Error(`the server answered ${response.status}`);
	return response.json();
}

async function staleOutcome(product: string, slug: string): Promise<SaveOutcome> {
	const [versions, response] = await Promise.all([readVersions(product, slug), fetch(pathOf(product, slug))]);
	if (!response.ok) return { status: 'failed', message: await problemText(response) };
	const theirs: Dashboard = await response.json();
	return { status: 'stale', theirs, by: versions.find(({ revision }) => revision === theirs.revision)?.by ?? '' };
}

/** Saves what was made from the revision `base`. */
export async function saveContent(
	product: string,
	slug: string,
	{ content, base }: { content: DashboardContent; base: number }
): Promise<SaveOutcome> {
	try {
		const response = await fetch(pathOf(product, slug), {
			method: 'PUT',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ ...content, revision: base })
		});
		if (response.ok) return { status: 'saved', dashboard: await response.json() };
		if (response.status === 409) return await staleOutcome(product, slug);
		return { status: 'failed', message: await problemText(response) };
	} catch {
		return { status: 'failed', message: '' };
	}
}
