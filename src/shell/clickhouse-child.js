/**
 * The embedded ClickHouse: a process of its own, started by server/engines/launch-clickhouse.ts with an IPC channel in
 * the engine's folder, as `clickhouse-child.js LIBCHDB PORT`. It runs the engine and the door in front of it, and tells
 * its parent the door's port as `{ port }`.
 */
import { readFile, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { DataType, load, open } from 'ffi-rs';
import { createClickhouseDoor } from './clickhouse-door.js';

const [libchdb = '', wantedPort = '0'] = process.argv.slice(2);
const doorKey = process.env.UPSHOT_DOOR_KEY ?? '';

/** The engine writes its port here, with a line end. */
const PORT_FILE = 'http-port';

const die = () => process.kill(process.pid, 'SIGKILL');

/** @param {string} line */
function fail(line) {
	process.stderr.write(`${line}\n`, () => process.exit(1));
}

/** Resolves only when the engine has ended, which it does not by itself. */
async function runEngine() {
	const listenThenSleep = [
		'SYSTEM START LISTEN HTTP',
		`SELECT getServerPort('http_port') INTO OUTFILE '${PORT_FILE}' TRUNCATE FORMAT TSV`,
		'SELECT sum(sleepEachRow(3)) FROM numbers(1000000000) SETTINGS max_block_size = 1'
	].join('; ');
	const args = ['clickhouse', '--path', process.cwd(), '--config-file=config.xml', '--log-level=error'];
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

// Without its parent nobody can ask the engine for anything.
process.on('disconnect', die);
if (!process.connected) die();
// The parent decides when the engine stops; a Ctrl-C is meant for it alone.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

await rm(PORT_FILE, { force: true });
runEngine().then(
	() => fail('The engine ended.'),
	(cause) => fail(String(cause))
);
const door = createClickhouseDoor({ port: await enginePort(), doorKey });
door.on('error', (cause) => fail(cause.message));
door.listen({ host: '127.0.0.1', port: Number(wantedPort) }, () => {
	const address = door.address();
	if (typeof address === 'object') process.send?.({ port: address?.port });
});
process.on('message', (/** @type {{ stopWithinMs: number }} */ { stopWithinMs }) => {
	setTimeout(die, stopWithinMs);
	door.close(die);
	// A connection becomes idle when its last answer is out, and would keep the door open.
	setInterval(() => door.closeIdleConnections(), 20);
});
