import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import type { ClickhouseAddress, PostgresAddress } from './engine.ts';
import { StartError } from './start-error.ts';
import { systemCode } from './system-error.ts';

const PATIENCE_MS = 10_000;
const ATTEMPT_MS = 3000;
const PAUSE_MS = 500;

const codeOf = (cause: unknown): string =>
	cause instanceof Error && cause.cause instanceof Error ? systemCode(cause.cause) : systemCode(cause);

/** OpenSSL's names for certificates that nobody known has signed, that have expired, or name another host. */
const isUntrusted = (cause: unknown) => /CERT|UNABLE_TO_VERIFY/.test(codeOf(cause));

/** Answers that another attempt would not change: PostgreSQL's classes for wrong credentials and unknown databases. */
const isFinal = (cause: unknown) =>
	cause instanceof StartError || isUntrusted(cause) || /^(28|3D)/.test(systemCode(cause));

/** What went wrong, without anything of the URL, which may hold a password. */
function reasonOf(cause: unknown): string {
	if (!(cause instanceof Error)) return 'it did not answer';
	if (cause.name === 'TimeoutError' || systemCode(cause) === 'CONNECT_TIMEOUT') return 'it did not answer in time';
	if (isUntrusted(cause))
		return `its certificate is not trusted, ${codeOf(cause)}: name the file of who signed it in NODE_EXTRA_CA_CERTS`;
	if (cause.cause instanceof Error) return reasonOf(cause.cause);
	if (cause instanceof postgres.PostgresError) return cause.message;
	return systemCode(cause) || cause.message;
}

async function answersInTime(variable: string, host: string, ask: () => Promise<void>): Promise<void> {
	const untilMs = performance.now() + PATIENCE_MS;
	for (;;) {
		try {
			return await ask();
		} catch (cause) {
			if (!isFinal(cause) && performance.now() + PAUSE_MS < untilMs) {
				await delay(PAUSE_MS);
				continue;
			}
			const reason = cause instanceof StartError ? cause.message : reasonOf(cause);
			throw new StartError(
				`${variable}: the server at ${host} cannot be used (${reason}). Start it, or mend ${variable}.`
			);
		}
	}
}

function parsed(variable: string, text: string, protocols: readonly string[]): URL {
	const url = URL.canParse(text) ? new URL(text) : null;
	if (url && protocols.includes(url.protocol)) return url;
	throw new StartError(`${variable} is no URL that begins with ${protocols.map((name) => `${name}//`).join(' or ')}.`);
}

function decoded(variable: string, part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		throw new StartError(`${variable} has a % in its user or password that stands for itself: write it %25.`);
	}
}

/**
 * The address and credentials in CLICKHOUSE_URL, taken apart, once that server answers them.
 * @throws StartError when it does not within ten seconds
 */
export async function checkClickhouse(text: string): Promise<ClickhouseAddress> {
	const url = parsed('CLICKHOUSE_URL', text, ['http:', 'https:']);
	const [username = '', password = ''] = [url.username, url.password].map((part) => decoded('CLICKHOUSE_URL', part));
	url.username = '';
	url.password = '';
	const authorization = `Basic ${Buffer.from(`${username || 'default'}:${password}`).toString('base64')}`;
	await answersInTime('CLICKHOUSE_URL', url.host, async () => {
		const response = await fetch(new URL('/?query=SELECT%201', url), {
			headers: { authorization },
			signal: AbortSignal.timeout(ATTEMPT_MS)
		});
		const body = await response.text();
		if (response.status === 401 || response.status === 403) throw new StartError('it refuses the user or password');
		if (!response.ok || body.trim() !== '1') throw new Error(`it answers ${response.status} instead of a result`);
	});
	return { url: url.href.replace(/\/$/, ''), username: username || 'default', password };
}

/**
 * Resolves once the server of DATABASE_URL answers.
 * @throws StartError when it does not within ten seconds
 */
export async function checkPostgres(text: string): Promise<PostgresAddress> {
	const url = parsed('DATABASE_URL', text, ['postgres:', 'postgresql:']);
	await answersInTime('DATABASE_URL', url.host || 'its socket', async () => {
		const sql = postgres(text, { max: 1, fetch_types: false, connect_timeout: ATTEMPT_MS / 1000, onnotice: () => {} });
		try {
			await sql`SELECT 1`;
		} finally {
			await sql.end({ timeout: 1 });
		}
	});
	return { url: text };
}
