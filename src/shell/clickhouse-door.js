import http from 'node:http';
import { pipeline } from 'node:stream';

/** Queries come as long URLs, and the engine reports progress in headers. */
const MAX_HEADER_BYTES = 1024 * 1024;

/** Longer than any client keeps an idle connection: it is the client that closes it, never both at once. */
const KEEP_ALIVE_MS = 600_000;

/** What belongs to one connection and is not passed on (RFC 9110, section 7.6.1), and what is answered here. */
const NOT_PASSED_ON = [
	'connection',
	'expect',
	'keep-alive',
	'proxy-connection',
	'te',
	'trailer',
	'transfer-encoding',
	'upgrade'
];

/**
 * @param {http.IncomingHttpHeaders} headers
 * @returns {http.OutgoingHttpHeaders}
 */
function passedOn(headers) {
	return Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_PASSED_ON.includes(name)));
}

/**
 * The reason why a request target does not reach the engine, or `null`. A user in the URL would overrule the one in
 * the Authorization header, and could name the start-up session's.
 * @param {string} target
 */
function targetProblem(target) {
	if (!target.startsWith('/') || /%(?![0-9a-f]{2})/i.test(target)) return 'The request target is no path.';
	const parameters = new URLSearchParams(target.slice(target.indexOf('?') + 1));
	if (parameters.has('user') || parameters.has('password')) return 'The user belongs in the Authorization header.';
	return null;
}

/**
 * @param {http.ServerResponse} response
 * @param {number} status
 * @param {string} reason
 */
function refuse(response, status, reason) {
	if (response.headersSent) return response.destroy();
	response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
	response.end(`${reason}\n`);
}

/**
 * Hands a request to the engine and streams both ways; a client that goes away takes its request along.
 * @param {http.IncomingMessage} request
 * @param {http.ServerResponse} response
 * @param {{ port: number, doorKey: string, agent: http.Agent }} engine
 */
function forward(request, response, { port, doorKey, agent }) {
	const { method, url: path = '' } = request;
	const problem = targetProblem(path);
	if (problem) return refuse(response, 400, problem);
	const headers = passedOn(request.headers);
	headers.host = `127.0.0.1:${port}`;
	headers['x-upshot-door'] = doorKey;
	if (request.headers['transfer-encoding']) headers['transfer-encoding'] = 'chunked';
	const options = { host: '127.0.0.1', port, agent, method, path, headers, maxHeaderSize: MAX_HEADER_BYTES };
	const onward = http.request(options, (answer) => {
		response.writeHead(answer.statusCode ?? 502, answer.statusMessage, passedOn(answer.headers));
		pipeline(answer, response, () => {});
	});
	onward.on('error', () => refuse(response, 502, 'ClickHouse did not answer.'));
	response.on('close', () => response.writableFinished || onward.destroy());
	pipeline(request, onward, () => {});
}

/**
 * An HTTP server in front of the engine at `port`. It lets only well-formed HTTP through, because a malformed byte
 * aborts the engine, and adds `doorKey`, without which the engine answers nobody.
 * @param {{ port: number, doorKey: string }} engine
 */
export function createClickhouseDoor({ port, doorKey }) {
	const agent = new http.Agent({ keepAlive: true, maxFreeSockets: 64 });
	const server = http.createServer({ maxHeaderSize: MAX_HEADER_BYTES, requestTimeout: 0 }, (request, response) => {
		try {
			forward(request, response, { port, doorKey, agent });
		} catch {
			refuse(response, 400, 'The request cannot be passed on.');
		}
	});
	server.keepAliveTimeout = KEEP_ALIVE_MS;
	return server;
}
