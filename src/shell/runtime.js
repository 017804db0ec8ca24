import { Server } from 'socket.io';

/** Where the app finds the transports: one slot, so that two module graphs can never hold two copies. */
const SLOT = Symbol.for('upshot.runtime');

/**
 * @typedef {object} App What the running copy of the app answers; replaced whole on a hot reload.
 * @property {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => boolean} raw
 *   Takes the request and answers it, or returns false.
 * @property {(request: import('node:http').IncomingMessage) => boolean} mayUpgrade Whether the origin may open a socket.
 * @property {(socket: import('socket.io').Socket) => Promise<void>} admit Throws when the socket's identity may not connect.
 * @property {(socket: import('socket.io').Socket) => void} connect
 * @property {() => Promise<void>} stop
 * @property {{ host: string, port: number, origin: string | null }} listen
 * @property {() => Promise<string[]>} welcome Lines to print once the server answers.
 */

/**
 * The transports and the place of the app behind them.
 * @param {import('node:http').Server} httpServer
 * @param {{ root: string, dev: boolean }} options
 */
export function createRuntime(httpServer, { root, dev }) {
	// A development server that restarts itself comes here again, in the process that holds the engines.
	const before = Reflect.get(globalThis, SLOT);
	const io = new Server(httpServer, {
		path: '/socket.io',
		serveClient: false,
		perMessageDeflate: false,
		destroyUpgrade: false,
		// A question with long lists in its filters fits; who sends more is cut off.
		maxHttpBufferSize: 256 * 1024,
		// Who connects and then does not say who it is.
		connectTimeout: 10_000,
		allowRequest: (request, done) => done(null, runtime.app?.mayUpgrade(request) ?? false)
	});
	const runtime = {
		root,
		dev,
		io,
		httpServer,
		/** @type {App | null} */
		app: before?.app ?? null,
		/** Ends every connection in the way after which clients come back by themselves. */
		closeSockets: () => {
			for (const socket of io.of('/').sockets.values()) socket.conn.close();
		},
		/** Outlives a hot reload. @type {Promise<{ stop: () => Promise<void> }> | null} */
		engines: before?.engines ?? null
	};
	io.use((socket, next) => {
		if (!runtime.app) return next(new Error('starting'));
		runtime.app.admit(socket).then(
			() => next(),
			(cause) => next(cause instanceof Error ? cause : new Error('refused'))
		);
	});
	io.on('connection', (socket) => runtime.app?.connect(socket));
	Reflect.set(globalThis, SLOT, runtime);
	return runtime;
}
