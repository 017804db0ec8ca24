import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const INSTALLED = join(root, 'node_modules', '.upshot-installed');
const BUILT = join(root, 'build', '.sources');

/** What the build is made of. */
const SOURCES = [
	'src',
	'db',
	'project.inlang/settings.json',
	'package.json',
	'package-lock.json',
	'svelte.config.js',
	'vite.config.ts',
	'vite.cli.config.ts'
];
/** Generated in the midst of the sources. */
const GENERATED = [join('src', 'lib', 'paraglide')];

/**
 * Runs a command where the user can watch it.
 * @param {string} command @param {string[]} given @param {Record<string, string>} [environment]
 * @returns {boolean} whether it ended well
 */
export function run(command, given, environment = {}) {
	const { status, error } = spawnSync(command, given, {
		cwd: root,
		stdio: 'inherit',
		env: { ...process.env, ...environment }
	});
	if (error) console.error(`${command} could not be started: ${error.message}`);
	return status === 0;
}

/**
 * As `run`, without keeping others from running meanwhile.
 * @param {string} command @param {string[]} given @param {Record<string, string>} environment @returns {Promise<boolean>}
 */
export function runBeside(command, given, environment = {}) {
	return new Promise((resolve) => {
		const child = spawn(command, given, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } });
		child.on('error', (cause) => {
			console.error(`${command} could not be started: ${cause.message}`);
			resolve(false);
		});
		child.on('close', (code) => resolve(code === 0));
	});
}

/** @param {string} file */
const textOf = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

const lockHash = () =>
	createHash('sha256')
		.update(textOf(join(root, 'package.json')))
		.update(textOf(join(root, 'package-lock.json')))
		.update(process.platform + process.arch)
		.digest('hex');

/** Installs the packages when the lock file changed since the last time. @returns {boolean} */
export function ensureInstalled() {
	const wanted = lockHash();
	if (textOf(INSTALLED) === wanted) return true;
	console.log('Installing packages (once, about 600 MB with both database engines) …');
	// Not `npm ci`: a lock file may lack optional packages of another platform.
	if (!run('npm', ['install', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])) return false;
	writeFileSync(INSTALLED, lockHash());
	return true;
}

/** @param {string} path @returns {string[]} every file at or below it, relative to the root */
function filesOf(path) {
	const whole = join(root, path);
	if (GENERATED.includes(path) || !existsSync(whole)) return [];
	if (statSync(whole).isFile()) return [path];
	return readdirSync(whole).flatMap((name) => filesOf(join(path, name)));
}

function sourcesHash() {
	const hash = createHash('sha256');
	for (const file of SOURCES.flatMap(filesOf).toSorted())
		hash
			.update(file)
			.update('\0')
			.update(readFileSync(join(root, file)))
			.update('\0');
	return hash.digest('hex');
}

/** Builds the server and the command when a source changed since the last time. @returns {boolean} */
export function ensureBuilt() {
	const wanted = sourcesHash();
	if (textOf(BUILT) === wanted) return true;
	console.log('Building …');
	if (!run('npm', ['run', '--silent', 'build'], { NODE_ENV: 'production' })) return false;
	writeFileSync(BUILT, wanted);
	return true;
}
