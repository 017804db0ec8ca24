import compression from 'compression';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createRuntime } from './runtime.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const built = join(root, 'build', 'handler.js');

/** @param {unknown} cause */
function fail(cause) {
	// What a failed statement held is nobody's to read.
	console.error((cause instanceof Error ? cause.message : String(cause)).replace(/\nparams: [\s\S]*$/, ''));
	process.exit(1);
}

if (!existsSync(built)) fail('Upshot is not built yet. Run "npm run up" once: it installs, builds and starts.');

/* Who sends slowly, or not at all, is cut off; how long an answer takes is another matter. */
const HEADERS_MS = 15_000;
/** 10 MB over a bad line take this long. */
const REQUEST_MS = 120_000;
/** Longer than the proxies that stand in front keep a connection: it is they who close it. */
const KEEP_ALIVE_MS = 75_000;

/** @type {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => void} */
let answer = (_request, response) => void response.writeHead(503, { 'retry-after': '1' }).end();

const httpServer = createServer(
	{
		headersTimeout: HEADERS_MS,
		requestTimeout: REQUEST_MS,
		keepAliveTimeout: KEEP_ALIVE_MS,
		connectionsCheckingInterval: 5000
	},
	// Registered before Socket.IO comes, which then keeps its own requests from it.
	(request, response) => answer(request, response)
);
const runtime = createRuntime(httpServer, { root, dev: false });

let stopping = false;
const stop = async () => {
	if (stopping) process.exit(1);
	stopping = true;
	httpServer.close();
	runtime.closeSockets();
	httpServer.closeIdleConnections();
	await runtime.app?.stop();
	process.exit(0);
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);

// adapter-node would guess https; the protocol is ours to say, and a client's own header must not.
const PROTOCOL_HEADER = 'x-upshot-protocol';
process.env.PROTOCOL_HEADER = PROTOCOL_HEADER;

/** Importing the handler runs the app's `init`: engines, migrations, raw routes. */
async function load() {
	const { handler } = await import(pathToFileURL(built).href);
	if (!runtime.app) throw new Error('The built server did not start its app. Run "npm run up" to build it again.');
	return { handler, app: runtime.app };
}

load()
	.then(({ handler, app }) => {
		const compress = compression();
		const protocol = app.listen.origin?.startsWith('https:') ? 'https' : 'http';
		answer = (request, response) => {
			request.headers[PROTOCOL_HEADER] = protocol;
			if (app.raw(request, response)) return;
			// @ts-expect-error: written for Express' types, it needs no more than Node's own
			compress(request, response, () => handler(request, response));
		};
		httpServer.on('error', async (cause) => {
			await app.stop();
			const { host, port } = app.listen;
			const code = 'code' in cause ? cause.code : cause.message;
			if (code === 'EADDRINUSE') fail(`Port ${port} is in use. Stop the other program, or set PORT to a free one.`);
			if (code === 'EACCES') fail(`Port ${port} may not be opened by this user. Set PORT to one above 1023.`);
			fail(`HOST ${host} is no address of this machine (${code}). Set HOST to one, such as 127.0.0.1 or 0.0.0.0.`);
		});
		httpServer.listen(app.listen.port, app.listen.host, async () => {
			console.log((await app.welcome()).join('\n'));
		});
	})
	.catch(fail);
