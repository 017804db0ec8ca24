import { createHash } from 'node:crypto';
import type postgres from 'postgres';
import type { BackupFile } from '#lib/domain/backup.ts';
import { withMetadataSnapshot, type MetadataSnapshot } from '#lib/server/metadata/backup-tables.ts';
import {
	countPart,
	readPart,
	readStoreClock,
	readStoreMigrations,
	readTableParts,
	type TablePart
} from '#lib/server/store/backup-tables.ts';
import type { ClickHouseClient } from '#lib/server/store/client.ts';

type Sources = Readonly<{ clickhouse: ClickHouseClient; sql: postgres.Sql }>;
/** Takes one frame; resolves when the reader wants more. */
type Write = (frame: Buffer) => Promise<void>;

function frame(kind: 'file' | 'bytes' | 'end' | 'manifest', content: Uint8Array | object): Buffer {
	const bytes = content instanceof Uint8Array ? content : Buffer.from(JSON.stringify(content));
	const head = Buffer.alloc(5);
	head.write(kind[0] ?? '');
	head.writeUInt32BE(bytes.length, 1);
	return Buffer.concat([head, bytes]);
}

/** One file: its name, its bytes, and at the end how many rows and which digest they have. */
async function writeFile(
	write: Write,
	file: Pick<BackupFile, 'name' | 'engine' | 'table' | 'columns'>,
	{ bytes, rows }: { bytes: AsyncIterable<Uint8Array>; rows: number }
): Promise<BackupFile> {
	const hash = createHash('sha256');
	let length = 0;
	await write(frame('file', file));
	for await (const chunk of bytes) {
		hash.update(chunk);
		length += chunk.length;
		await write(frame('bytes', chunk));
	}
	const whole = { ...file, rows, bytes: length, sha256: hash.digest('hex') };
	await write(frame('end', whole));
	return whole;
}

async function writePart(write: Write, { clickhouse }: Sources, part: TablePart, cutMs: number): Promise<BackupFile> {
	const rows = await countPart(clickhouse, part, cutMs);
	const { table, months } = part;
	const name = `clickhouse/${table}${months === null ? '' : `-${months.join('-')}`}.native`;
	const bytes = await readPart(clickhouse, part, cutMs);
	const file = await writeFile(write, { name, engine: 'clickhouse', table, columns: [] }, { bytes, rows });
	if ((await countPart(clickhouse, part, cutMs)) !== rows)
		throw new Error(`Rows of ${table} were deleted during the backup. Run it again.`);
	return file;
}

/**
 * Writes a backup as frames: everything that was acknowledged before it began, and all metadata as of one moment after
 * that, so that no row lacks its product.
 */
export async function writeBackup(sources: Sources, write: Write): Promise<void> {
	const cutMs = await readStoreClock(sources.clickhouse);
	const storeMigrations = await readStoreMigrations(sources.clickhouse);
	await withMetadataSnapshot(sources.sql, async (snapshot: MetadataSnapshot) => {
		const files: BackupFile[] = [];
		for (const table of snapshot.tables) {
			const name = `postgresql/${table.table}.ndjson`;
			const file = { name, engine: 'postgresql' as const, table: table.table, columns: [...table.columns] };
			const content = { rows: await snapshot.count(table.table), bytes: snapshot.read(table) };
			files.push(await writeFile(write, file, content));
		}
		for (const part of await readTableParts(sources.clickhouse, cutMs))
			files.push(await writePart(write, sources, part, cutMs));
		const { sequences, migration } = snapshot;
		const manifest = { format: 2, at: new Date(cutMs).toISOString(), storeMigrations, migration, sequences, files };
		await write(frame('manifest', manifest));
	});
}
