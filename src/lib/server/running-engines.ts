import { startEngines, type Engines } from '#lib/server/engines/start-engines.ts';
import type { Config } from './config.ts';
import type { Runtime } from './runtime.ts';

/** The engines, started once: they outlive a hot reload. */
export async function runningEngines(runtime: Runtime, config: Config, log: Parameters<typeof startEngines>[0]['log']) {
	const started: Promise<Engines> =
		runtime.engines ??
		startEngines({
			dataDir: config.dataDir,
			root: runtime.root,
			...(config.clickhouseUrl !== null && { clickhouseUrl: config.clickhouseUrl }),
			...(config.databaseUrl !== null && { databaseUrl: config.databaseUrl }),
			log
		});
	runtime.engines = started;
	return started;
}
