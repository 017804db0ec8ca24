import { isAbsolute, join } from 'node:path';
import { z } from 'zod';

const optional = z
	.string()
	.optional()
	.transform((value) => (value === undefined || value.trim() === '' ? null : value.trim()));

const url = (protocols: RegExp, example: string) =>
	optional.refine((value) => {
		if (value === null) return true;
		return URL.canParse(value) && protocols.test(new URL(value).protocol);
	}, `must be an address such as ${example}`);

const isLoopback = (host: string): boolean =>
	host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

const Environment = z
	.object({
		PORT: optional
			.transform((value) => Number(value ?? 3000))
			.refine((port) => Number.isInteger(port) && port >= 1 && port <= 65_535, 'must be a port, 1 to 65535'),
		HOST: optional.transform((value) => value ?? '127.0.0.1'),
		ORIGIN: url(/^https?:$/, 'https://upshot.example.com').transform((value) =>
			value === null ? null : new URL(value).origin
		),
		UPSHOT_DATA_DIR: optional.transform((value) => value ?? './data'),
		UPSHOT_MASTER_KEY: optional.refine(
			// Anything else cannot stand in a header, and would never match.
			(key) => key === null || /^[\x21-\x7e]{16,}$/.test(key),
			'must be at least 16 characters long, of letters, digits and signs without blanks or accents'
		),
		UPSHOT_SAMPLE: optional.refine((value) => value === null || value === 'on' || value === 'off', 'must be on or off'),
		UPSHOT_FSYNC: optional.refine((value) => value === null || value === 'on' || value === 'off', 'must be on or off'),
		UPSHOT_LOG: optional.refine(
			(value) => value === null || /^(debug|info|warn|error)$/.test(value),
			'must be debug, info, warn or error'
		),
		CLICKHOUSE_URL: url(/^https?:$/, 'http://user:password@host:8123/upshot'),
		DATABASE_URL: url(/^postgres(ql)?:$/, 'postgres://user:password@host:5432/upshot')
	})
	.superRefine((environment, context) => {
		if (!isLoopback(environment.HOST) && environment.ORIGIN === null)
			context.addIssue({
				code: 'custom',
				path: ['ORIGIN'],
				message: `must be set when HOST is ${environment.HOST}: the address people type, such as https://upshot.example.com`
			});
	});

export type Config = Readonly<{
	port: number;
	host: string;
	origin: string | null;
	dataDir: string;
	masterKey: string | null;
	sample: boolean;
	fsync: boolean;
	logLevel: string;
	clickhouseUrl: string | null;
	databaseUrl: string | null;
}>;

/**
 * The environment, typed and frozen; relative folders lie in `root`. The only place that reads it.
 * @throws Error that names the variable and what it must be
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>, root: string): Config {
	const parsed = Environment.safeParse(environment);
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		throw new Error(`${issue?.path.join('.') ?? 'The environment'} ${issue?.message ?? 'is wrong'}.`);
	}
	const values = parsed.data;
	return Object.freeze({
		port: values.PORT,
		host: values.HOST,
		origin: values.ORIGIN,
		dataDir: isAbsolute(values.UPSHOT_DATA_DIR) ? values.UPSHOT_DATA_DIR : join(root, values.UPSHOT_DATA_DIR),
		masterKey: values.UPSHOT_MASTER_KEY,
		sample: values.UPSHOT_SAMPLE !== 'off',
		fsync: values.UPSHOT_FSYNC === 'on',
		logLevel: values.UPSHOT_LOG ?? 'warn',
		clickhouseUrl: values.CLICKHOUSE_URL,
		databaseUrl: values.DATABASE_URL
	});
}
