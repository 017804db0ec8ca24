import { z } from 'zod';

const File = z.object({
	/** Below the backup's folder, where it is also gzipped. */
	name: z.string().regex(/^(clickhouse|postgresql)\/[\w-]+\.(native|ndjson)$/),
	engine: z.enum(['clickhouse', 'postgresql']),
	table: z.string(),
	/** Of a table whose rows are JSON. */
	columns: z.array(z.string()),
	rows: z.number(),
	bytes: z.number(),
	/** Of the bytes before they were gzipped. */
	sha256: z.string()
});
export type BackupFile = z.infer<typeof File>;

/** The head of a file, before its bytes. */
export const BackupFileHead = File.pick({ name: true });

/** What a backup holds: the last thing that is written, and the proof that it is whole. */
export const BackupManifest = z.object({
	format: z.literal(2),
	/** Everything acknowledged before this moment is in it. */
	at: z.iso.datetime(),
	storeMigrations: z.array(z.number()),
	migration: z.string(),
	sequences: z.array(z.object({ sequence: z.string(), last: z.string() })),
	files: z.array(File)
});
export type BackupManifest = z.infer<typeof BackupManifest>;
