/* From a fresh clone to a running server: checks first, then installs, builds and starts what is missing. */
import { existsSync, mkdirSync, statfsSync, accessSync, constants } from 'node:fs';
import { createServer } from 'node:net';
import { isAbsolute, join } from 'node:path';

const MEGABYTE = 1_000_000;
/** Both engines and the build tools take 1.1 GB; data need room besides. */
const FIRST_NEEDS = 1_600 * MEGABYTE;
const NEEDS = 300 * MEGABYTE;

/** @param {string} message @returns {never} */
function refuse(message) {
	console.error(message);
	process.exit(1);
}

function checkNode() {
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	if (major < 20 || (major === 20 && minor < 19))
		refuse(`Upshot needs Node 20.19 or newer; this is ${process.versions.node}. Install a newer one from nodejs.org.`);
}

function checkPlatform() {
	if (process.env.CLICKHOUSE_URL && process.env.DATABASE_URL) return;
	const instead = 'or set CLICKHOUSE_URL and DATABASE_URL to servers of your own.';
	if (process.platform === 'win32') refuse(`The embedded databases do not run on Windows. Use WSL 2, ${instead}`);
	if (process.platform !== 'linux' && process.platform !== 'darwin')
		refuse(`The embedded databases run on Linux and macOS only. Use one of them, ${instead}`);
	if (process.arch !== 'x64' && process.arch !== 'arm64')
		refuse(`The embedded databases need an x64 or arm64 processor. Use one, ${instead}`);
	const report = process.report?.getReport();
	const header = typeof report === 'object' && report !== null && 'header' in report ? report.header : null;
	if (process.platform === 'linux' && header && typeof header === 'object' && !('glibcVersionRuntime' in header))
		refuse(`The embedded databases need glibc, which this Linux (Alpine?) lacks. Use a Debian image, ${instead}`);
}

/** @param {string} root @param {string} dataDir */
function checkDisk(root, dataDir) {
	const first = !existsSync(join(root, 'node_modules'));
	const { bavail, bsize } = statfsSync(root);
	const needed = first ? FIRST_NEEDS : NEEDS;
	if (bavail * bsize < needed)
		refuse(
			`Only ${Math.round((bavail * bsize) / MEGABYTE)} MB are free here; ${Math.round(needed / MEGABYTE)} MB are needed. Free some space.`
		);
	try {
		mkdirSync(dataDir, { recursive: true });
		accessSync(dataDir, constants.W_OK);
	} catch {
		refuse(`The data folder ${dataDir} cannot be written. Set UPSHOT_DATA_DIR to a folder of yours.`);
	}
}

/** @param {string} host @param {number} port */
async function checkPort(host, port) {
	const server = createServer();
	/** @type {string | null} */
	const failure = await new Promise((resolve) => {
		server.once('error', (cause) => resolve('code' in cause ? String(cause.code) : cause.message));
		server.listen(port, host, () => resolve(null));
	});
	if (failure === 'EADDRINUSE') refuse(`Port ${port} is in use. Stop the other program, or set PORT to a free one.`);
	if (failure === 'EACCES') refuse(`Port ${port} may not be opened by this user. Set PORT to one above 1023.`);
	if (failure !== null) refuse(`${host}:${port} cannot be opened (${failure}). Check HOST and PORT.`);
	await new Promise((resolve) => server.close(resolve));
}

checkNode();
const { ensureBuilt, ensureInstalled, root } = await import('./prepare.js');
const dataDir = process.env.UPSHOT_DATA_DIR || './data';
checkPlatform();
checkDisk(root, isAbsolute(dataDir) ? dataDir : join(root, dataDir));
await checkPort(process.env.HOST || '127.0.0.1', Number(process.env.PORT || 3000));
if (!ensureInstalled())
	refuse('The packages could not be installed; npm says above why. Run "npm run up" again when that is mended.');
if (!ensureBuilt()) refuse('The build failed; the reason stands above.');
await import('../src/shell/server.js');
