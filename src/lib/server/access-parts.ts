import { randomBytes } from 'node:crypto';
import { createAccess } from '#lib/server/access/create-access.ts';
import { createOriginCheck } from '#lib/server/access/origins.ts';
import { createPeople } from '#lib/server/access/people.ts';
import { createIdentify } from '#lib/server/doors/identify.ts';
import { readApiKey } from '#lib/server/metadata/api-keys.ts';
import type { Database } from '#lib/server/metadata/connect.ts';
import { readProduct } from '#lib/server/metadata/products.ts';
import { settingOr } from '#lib/server/metadata/settings.ts';
import type { Config } from './config.ts';

type Options = Readonly<{
	config: Pick<Config, 'origin' | 'port' | 'masterKey'>;
	database: Database;
	now: () => number;
}>;

/** Who asks, and what they may. `origin` is where people reach the app. */
export async function accessParts({ config, database, now }: Options) {
	const origin = config.origin ?? `http://localhost:${config.port}`;
	const people = createPeople({
		database,
		secret: await settingOr(database, 'session_secret', randomBytes(32).toString('base64url')),
		origin,
		secure: origin.startsWith('https:')
	});
	const isOurs = createOriginCheck({ origin: config.origin, port: config.port });
	const access = createAccess({
		masterKey: config.masterKey,
		people,
		readApiKey: (hash) => readApiKey(database, hash),
		readProduct: (slug) => readProduct(database, slug),
		now
	});
	return { access, identify: createIdentify({ access, isOurs }), isOurs, origin, people };
}
