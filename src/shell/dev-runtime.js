import { createRuntime } from './runtime.js';

/**
 * Vite's own server becomes the runtime in development: sockets and raw routes behave as in production,
 * and a hot reload replaces the app behind them.
 * @returns {import('vite').Plugin}
 */
export function devRuntime() {
	/** @type {ReturnType<typeof createRuntime> | null} */
	let runtime = null;
	return {
		name: 'upshot:runtime',
		apply: (_config, { command, mode }) => command === 'serve' && mode !== 'test' && !process.env.VITEST,
		configureServer(server) {
			const httpServer = server.httpServer;
			if (!httpServer || !('requestTimeout' in httpServer)) return;
			const here = createRuntime(httpServer, { root: server.config.root, dev: true });
			runtime = here;
			server.middlewares.use((request, response, next) => {
				if (!here.app?.raw(request, response)) next();
			});
			httpServer.once('listening', () => {
				// The first request would start the app; a dashboard and its sockets should not wait for one.
				const address = httpServer.address();
				if (address && typeof address === 'object') void warm(`http://127.0.0.1:${address.port}/healthz`, here);
			});
			// Vite closes by itself on SIGTERM only.
			process.once('SIGINT', () => void server.close().then(() => process.exit(0)));
		},
		/** A restart goes on with the same engines. */
		async closeServer({ reason }) {
			if (reason === 'restart' || !runtime) return;
			await runtime.app?.stop();
			await (await runtime.engines)?.stop();
		}
	};
}

/** @param {string} url @param {ReturnType<typeof createRuntime>} runtime */
async function warm(url, runtime) {
	try {
		await fetch(url);
		if (runtime.app) console.log((await runtime.app.welcome()).join('\n'));
	} catch (cause) {
		console.error('Upshot did not start:', cause);
	}
}
