import { randomBytes } from 'node:crypto';
import type { Database } from '#lib/server/metadata/connect.ts';
import { readSetting, takeSetting, writeSetting } from '#lib/server/metadata/settings.ts';
import { hashOf } from './api-key.ts';

const NAME = 'setup_token_hash';

/** A new one-time token; the one before it no longer opens anything. Only its hash is kept. */
export async function renewSetupToken(database: Database): Promise<string> {
	const token = randomBytes(24).toString('base64url');
	await writeSetting(database, NAME, hashOf(token));
	return token;
}

export async function isSetupToken(database: Database, token: string): Promise<boolean> {
	return token !== '' && (await readSetting(database, NAME)) === hashOf(token);
}

/** Whether the token was good; it is used up by asking. */
export const takeSetupToken = (database: Database, token: string): Promise<boolean> =>
	takeSetting(database, NAME, hashOf(token));

/** Gives a token back that could not be used, so that a mistyped form does not lock the owner out. */
export const returnSetupToken = (database: Database, token: string): Promise<void> =>
	writeSetting(database, NAME, hashOf(token));
