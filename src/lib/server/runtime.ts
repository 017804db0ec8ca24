import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import type { LiveServer, LiveSocket } from '#lib/server/doors/live-door.ts';
import type { Engines } from '#lib/server/engines/start-engines.ts';

/** The transports that src/shell/runtime.js holds for the app, and the app's slot in them. */
export type Runtime = {
	readonly root: string;
	readonly dev: boolean;
	readonly io: LiveServer;
	readonly httpServer: HttpServer;
	/** Ends every connection in the way after which clients come back by themselves. */
	readonly closeSockets: () => void;
	/** Outlives a hot reload. */
	engines: Promise<Engines> | null;
	app: {
		raw: (request: IncomingMessage, response: ServerResponse) => boolean;
		mayUpgrade: (request: IncomingMessage) => boolean;
		admit: (socket: LiveSocket) => Promise<void>;
		connect: (socket: LiveSocket) => void;
		listen: { host: string; port: number; origin: string | null };
		welcome: () => Promise<string[]>;
		stop: () => Promise<void>;
	} | null;
};

const SLOT = Symbol.for('upshot.runtime');

/**
 * The runtime of this process.
 * @throws Error when the app was started without its shell
 */
export function currentRuntime(): Runtime {
	const runtime: Runtime | undefined = Reflect.get(globalThis, SLOT);
	if (!runtime) throw new Error('Start Upshot with "npm start" or "npm run dev": src/shell holds its transports.');
	return runtime;
}
