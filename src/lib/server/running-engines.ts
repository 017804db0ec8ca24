import type { AnalystRights } from '#lib/server/engines/analyst-seats.ts';
import { startEngines, type Engines } from '#lib/server/engines/start-engines.ts';
import {
	analystCondition,
	ANALYST_SETTINGS,
	ANALYST_TABLES,
	analystGrants,
	analystName
} from '#lib/server/store/analyst-wall.ts';
import type { Config } from './config.ts';
import type { Runtime } from './runtime.ts';

/** The database of the embedded ClickHouse. */
export const EMBEDDED_DATABASE = 'upshot';

/** What analysts may do on the embedded ClickHouse; on another it is said in SQL (store/make-analyst). */
export const embeddedAnalysts: AnalystRights = {
	group: `${EMBEDDED_DATABASE}_analysts`,
	grants: analystGrants(EMBEDDED_DATABASE),
	settings: ANALYST_SETTINGS,
	nameOf: (product) => analystName(EMBEDDED_DATABASE, product),
	rowPoliciesOf: (product) =>
		Object.fromEntries(ANALYST_TABLES.map((table) => [`${EMBEDDED_DATABASE}.${table}`, analystCondition(product)]))
};

/** The engines, started once: they outlive a hot reload. */
export async function runningEngines(runtime: Runtime, config: Config, log: Parameters<typeof startEngines>[0]['log']) {
	const started: Promise<Engines> =
		runtime.engines ??
		startEngines({
			dataDir: config.dataDir,
			root: runtime.root,
			...(config.clickhouseUrl !== null && { clickhouseUrl: config.clickhouseUrl }),
			...(config.databaseUrl !== null && { databaseUrl: config.databaseUrl }),
			analysts: embeddedAnalysts,
			log
		});
	runtime.engines = started;
	return started;
}
