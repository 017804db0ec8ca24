import { isTimeZone } from '#lib/domain/product.ts';
import { releaseErrors, releaseTime } from '#lib/intake/release-rows.ts';
import { writtenTime } from '#lib/intake/written-time.ts';
import { createZoneClock } from '#lib/intake/zone-clock.ts';
import { readFile } from 'node:fs/promises';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { requiredKey, requiredProduct, serverAddress } from './connection.ts';
import { UsageError } from './failures.ts';
import type { Host } from './host.ts';
import { parsedOrUsage } from './import-options.ts';
import { printable } from './printable.ts';
import { errorLine } from './problem-replies.ts';
import { readProductZone } from './product-zone.ts';
import { createUpshotClient, type UpshotClient } from './upshot-client.ts';

const OPTIONS = {
	product: { type: 'string' },
	at: { type: 'string' },
	title: { type: 'string' },
	'notes-file': { type: 'string' },
	url: { type: 'string' },
	server: { type: 'string' },
	zone: { type: 'string' }
} as const satisfies ParseArgsConfig['options'];

/** The text of a file, or of the standard input for `-`. */
async function readNotes(path: string): Promise<string> {
	try {
		return await readFile(path === '-' ? '/dev/stdin' : path, 'utf8');
	} catch (cause) {
		throw new UsageError(`The notes cannot be read: ${cause instanceof Error ? printable(cause.message) : ''}`);
	}
}

/** The moment of the release: now, a date alone, an instant, or a wall time in the product's zone. */
async function momentOf(written: string | undefined, zone: string | undefined, client: UpshotClient, product: string) {
	if (written === undefined) return Date.now();
	if (zone !== undefined && !isTimeZone(zone))
		throw new UsageError('--zone takes an IANA zone, such as Asia/Shanghai.');
	const time = writtenTime(written.trim(), null);
	if (!time)
		throw new UsageError(
			`--at “${printable(written, 60)}” is no time: write 2026-01-31, 2026-01-31 10:00 or 2026-01-31T10:00:00Z.`
		);
	const needsZone = 'wallMs' in time && !time.isDateOnly;
	const chosen = zone ?? (needsZone ? (await readProductZone(client, product)).zone : 'UTC');
	return releaseTime(written.trim(), { dayOrder: null, clock: createZoneClock(chosen) }) ?? Date.now();
}

/** `upshot release VERSION …`. @returns the exit code */
export async function releaseCommand(host: Host, args: readonly string[]): Promise<number> {
	const { values, positionals } = parsedOrUsage(() =>
		parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
	);
	const [version, ...rest] = positionals;
	if (version === undefined) throw new UsageError('Name the version: upshot release VERSION --product SLUG.');
	if (rest.length > 0) throw new UsageError(`One version at a time: what is “${printable(rest.join(' '), 60)}”?`);
	const product = requiredProduct(values.product);
	const address = serverAddress(values.server ?? host.environment.url);
	const say = (message: string) => host.err(`${message}\n`);
	const apiKey = requiredKey(host.environment);
	const client = createUpshotClient({ address, apiKey, product, say, interrupted: host.interrupted });
	const release = {
		version: version.trim(),
		at: await momentOf(values.at, values.zone, client, product),
		...(values.title !== undefined && { title: values.title }),
		...(values['notes-file'] !== undefined && { notes: await readNotes(values['notes-file']) }),
		...(values.url !== undefined && { url: values.url })
	};
	const errors = releaseErrors(release);
	if (errors.length > 0) throw new UsageError(errors.map(errorLine).join('\n'));
	const { status } = await client.call({
		method: 'POST',
		path: 'releases',
		body: JSON.stringify(release),
		contentType: 'application/json',
		isPatient: true
	});
	const at = typeof release.at === 'number' ? new Date(release.at).toISOString() : release.at;
	host.out(`${status === 201 ? 'Added' : 'Updated'} ${release.version} of ${product}, released ${at}.\n`);
	host.out(`${address}/p/${product}/releases/${encodeURIComponent(release.version)}\n`);
	return 0;
}
