/**
 * The embedded ClickHouse: a process of its own, started by server/engines/start-clickhouse.ts with an IPC channel in
 * the engine's folder, as `clickhouse-child.js LIBCHDB PORT`. It runs the engine, whose own HTTP port nobody else is
 * told, and in front of it a door that lets only well-formed HTTP through: a malformed byte aborts the engine.
 */
import http from 'node:http';
import { readFile, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { pipeline } from 'node:stream';
import { DataType, load, open } from 'ffi-rs';

const [libchdb, wantedPort] = process.argv.slice(2);

/** The engine writes its port here, with a line end. */
const PORT_FILE = 'http-port';

/** Queries come as long URLs, and the engine reports progress in headers. */
const MAX_HEADER_BYTES = 1024 * 1024;

/** What belongs to one connection and is not passed on (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'];

const die = () => process.kill(process.pid, 'SIGKILL');

// Without its parent nobody can ask the engine for anything.
process.on('disconnect', die);
// The parent decides when the engine stops; a Ctrl-C is meant for it alone.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

/** Resolves only when the engine has ended, which it does not by itself. */
async function runEngine() {
	const listenThenSleep = [
		'SYSTEM START LISTEN HTTP',
		`SELECT getServerPort('http_port') INTO OUTFILE '${PORT_FILE}' TRUNCATE FORMAT TSV`,
		'SELECT sum(sleepEachRow(3)) FROM numbers(1000000000) SETTINGS max_block_size = 1'
	].join('; ');
	const args = ['clickhouse', '--path', '.', '--config-file=config.xml', '--log-level=error'];
	args.push('--listen_host=127.0.0.1', '--http_port=0', '--query', listenThenSleep);
	open({ library: 'chdb', path: libchdb });
	await load({
		library: 'chdb',
		funcName: 'chdb_query_cmdline',
		retType: DataType.External,
		paramsType: [DataType.I32, DataType.StringArray],
		paramsValue: [args.length, args],
		runInNewThread: true
	});
}

async function enginePort() {
	for (;;) {
		const text = await readFile(PORT_FILE, 'utf8').catch(() => '');
		if (text.endsWith('\n')) return Number(text);
		await delay(10);
	}
}

function passedOn(headers) {
	const passed = { ...headers };
	for (const name of HOP_BY_HOP) delete passed[name];
	return passed;
}

function refuse(response, status, reason) {
	if (response.headersSent) return response.destroy();
	response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
	response.end(`${reason}\n`);
}

/** An HTTP server that hands every request to the engine at `port` and streams both ways. */
function createDoor(port) {
	const agent = new http.Agent({ keepAlive: true, maxFreeSockets: 64 });
	const forward = (request, response) => {
		if (!request.url.startsWith('/') || /%(?![0-9a-f]{2})/i.test(request.url)) {
			return refuse(response, 400, 'The request target is no path.');
		}
		const headers = passedOn(request.headers);
		delete headers.expect; // answered here already
		headers.host = `127.0.0.1:${port}`;
		if (request.headers['transfer-encoding']) headers['transfer-encoding'] = 'chunked';
		const options = { host: '127.0.0.1', port, agent, method: request.method, path: request.url, headers };
		const onward = http.request({ ...options, maxHeaderSize: MAX_HEADER_BYTES }, (answer) => {
			response.writeHead(answer.statusCode, answer.statusMessage, passedOn(answer.headers));
			pipeline(answer, response, () => {});
		});
		onward.on('error', () => refuse(response, 502, 'ClickHouse did not answer.'));
		response.on('close', () => response.writableFinished || onward.destroy());
		pipeline(request, onward, () => {});
	};
	const server = http.createServer({ maxHeaderSize: MAX_HEADER_BYTES, requestTimeout: 0 }, (request, response) => {
		try {
			forward(request, response);
		} catch {
			refuse(response, 400, 'The request cannot be passed on.');
		}
	});
	server.keepAliveTimeout = 600_000;
	return server;
}

async function stopDoor(server, withinMs) {
	setTimeout(die, withinMs);
	server.close(die);
	server.closeIdleConnections();
}

await rm(PORT_FILE, { force: true });
runEngine().then(
	() => process.exit(1),
	(cause) => {
		console.error(cause);
		process.exit(1);
	}
);
const door = createDoor(await enginePort());
door.on('error', (cause) => {
	console.error(cause.message);
	process.exit(1);
});
door.listen({ host: '127.0.0.1', port: Number(wantedPort) }, () => process.send({ port: door.address().port }));
process.on('message', ({ stopWithinMs }) => stopDoor(door, stopWithinMs));
