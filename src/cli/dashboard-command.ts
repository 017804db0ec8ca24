import { canonicalJson } from '#lib/domain/canonical-json.ts';
import { DashboardFile, fileOfDashboards, type FiledDashboard } from '#lib/domain/dashboard-file.ts';
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { z } from 'zod';
import { requiredKey, requiredProduct, serverAddress } from './connection.ts';
import { UsageError } from './failures.ts';
import type { Host } from './host.ts';
import { parsedOrUsage } from './import-options.ts';
import { counted, printable } from './printable.ts';
import { errorLine } from './problem-replies.ts';
import { createUpshotClient, type UpshotClient } from './upshot-client.ts';

const OPTIONS = {
	product: { type: 'string' },
	out: { type: 'string' },
	url: { type: 'string' }
} as const satisfies ParseArgsConfig['options'];

const Listed = z.object({ dashboards: z.array(z.object({ slug: z.string() })) });
const Filed = z.looseObject({ slug: z.string() });
const JsonText = z.json();

const pathOf = (slug: string): string => `dashboards/${encodeURIComponent(slug)}`;

/** A dashboard as a file holds it; `null` when there is none. */
async function readOne(client: UpshotClient, slug: string): Promise<FiledDashboard | null> {
	const { status, body } = await client.call({ method: 'GET', path: pathOf(slug), isPatient: true, accepts: [404] });
	if (status === 404) return null;
	const { revision: _, ...filed } = Filed.parse(body);
	return filed;
}

async function exportAll(host: Host, client: UpshotClient, { slugs, out }: { slugs: string[]; out: string | null }) {
	const { body } = await client.call({ method: 'GET', path: 'dashboards', isPatient: true });
	const wanted = slugs.length > 0 ? slugs : Listed.parse(body).dashboards.map(({ slug }) => slug);
	const dashboards: FiledDashboard[] = [];
	for (const slug of wanted.toSorted()) {
		const one = await readOne(client, slug);
		if (!one) throw new UsageError(`There is no dashboard “${printable(slug, 70)}”.`);
		dashboards.push(one);
	}
	const text = fileOfDashboards(dashboards);
	if (out === null) host.out(text);
	else {
		await writeFile(out, text);
		host.out(`Wrote ${counted(dashboards.length, 'dashboard')} to ${out}.\n`);
	}
}

async function readFiled(path: string): Promise<FiledDashboard[]> {
	let text: string;
	try {
		text = await readFile(path === '-' ? '/dev/stdin' : path, 'utf8');
	} catch (cause) {
		throw new UsageError(`The file cannot be read: ${cause instanceof Error ? printable(cause.message) : ''}`);
	}
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		throw new UsageError(`${path} is no JSON.`);
	}
	const parsed = DashboardFile.safeParse(json);
	if (parsed.success) return parsed.data;
	const errors = parsed.error.issues.map(({ path: at, message }) => ({ path: at.map(String).join('.'), message }));
	throw new UsageError([`${path} holds no dashboards:`, ...errors.map((one) => `  ${errorLine(one)}`)].join('\n'));
}

const isSame = (one: FiledDashboard | null, other: FiledDashboard): boolean =>
	one !== null && canonicalJson(JsonText.parse(one)) === canonicalJson(JsonText.parse({ variables: [], ...other }));

/** What is there as the file has it is left alone, so that an import makes no version for nothing. */
async function importAll(host: Host, client: UpshotClient, path: string): Promise<void> {
	const counts = { added: 0, changed: 0, unchanged: 0 };
	for (const dashboard of await readFiled(path)) {
		const isThere = await readOne(client, dashboard.slug);
		if (isSame(isThere, dashboard)) {
			counts.unchanged++;
			continue;
		}
		const body = JSON.stringify(dashboard);
		const call = { method: 'PUT', path: pathOf(dashboard.slug), body, contentType: 'application/json' } as const;
		const { status } = await client.call({ ...call, isPatient: true });
		counts[status === 201 ? 'added' : 'changed']++;
	}
	host.out(`${counts.added} added, ${counts.changed} changed, ${counts.unchanged} as they were.\n`);
}

/** `upshot dashboard export|import …`. @returns the exit code */
export async function dashboardCommand(host: Host, args: readonly string[]): Promise<number> {
	const { values, positionals } = parsedOrUsage(() =>
		parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
	);
	const [verb, ...rest] = positionals;
	if (verb !== 'export' && verb !== 'import')
		throw new UsageError('Say what to do: upshot dashboard export|import … See upshot dashboard --help.');
	const product = requiredProduct(values.product);
	const address = serverAddress(values.url ?? host.environment.url);
	const apiKey = requiredKey(host.environment);
	const say = (message: string) => host.err(`${message}\n`);
	const client = createUpshotClient({ address, apiKey, product, say, interrupted: host.interrupted });
	if (verb === 'export') {
		await exportAll(host, client, { slugs: rest, out: values.out ?? null });
		return 0;
	}
	const [path] = rest;
	if (path === undefined || rest.length > 1) throw new UsageError('Name one file: upshot dashboard import FILE.');
	await importAll(host, client, path);
	return 0;
}
