/* Every test, from a bare machine: installs, builds, verifies, then runs each suite and adds the counts up. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LONG_FILES, LONG_TAG } from './long-tests.js';
import { ensureBuilt, ensureInstalled, run, runBeside } from './prepare.js';

let passed = 0;
let failed = 0;
let reported = 0;
const reports = mkdtempSync(join(tmpdir(), 'upshot-test-'));

/** @param {string} name @param {boolean} fine */
function step(name, fine) {
	if (fine) return;
	failed++;
	console.error(`FAILED: ${name}`);
}

/** Adds a vitest report; a suite that ran nothing has failed. @param {string} project @param {string[]} options */
async function vitest(project, ...options) {
	const file = join(reports, `${reported++}.json`);
	const fine = await runBeside('npx', [
		'vitest',
		'run',
		'--project',
		project,
		...options,
		'--reporter=default',
		'--reporter=json',
		`--outputFile.json=${file}`
	]);
	const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
	passed += report?.numPassedTests ?? 0;
	const broken = (report?.numFailedTests ?? 0) + (report?.numPendingTests ?? 0);
	failed += broken;
	step(`the suite "${project}" did not end well`, broken > 0 || (fine && (report?.numPassedTests ?? 0) > 0));
}

async function playwright() {
	const file = join(reports, 'e2e.json');
	const environment = { PLAYWRIGHT_JSON_OUTPUT_NAME: file };
	const fine = await runBeside(
		'npx',
		['playwright', 'test', `--grep-invert=${LONG_TAG}`, '--reporter=list,json'],
		environment
	);
	const stats = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).stats : null;
	passed += stats?.expected ?? 0;
	const broken = (stats?.unexpected ?? 0) + (stats?.flaky ?? 0) + (stats?.skipped ?? 0);
	failed += broken;
	step('the suite "e2e" did not end well', broken > 0 || (fine && (stats?.expected ?? 0) > 0));
}

step('packages could not be installed', ensureInstalled());
if (failed === 0) {
	const { ensureBrowser } = await import('./browser.js');
	const browser = await ensureBrowser();
	step('no browser: install Chromium (apt-get install chromium) and run again', browser !== null);
	if (browser) process.env.UPSHOT_TEST_BROWSER = browser;
	step('npm run prepare:types', run('npm', ['run', '--silent', 'prepare:types']));
	/** @param {string} name */
	const npm = async (name) => step(`npm run ${name}`, await runBeside('npm', ['run', '--silent', name]));
	// Each waits for things half of its time: two side by side keep two cores busy.
	await Promise.all([npm('lint').then(() => npm('format:check')), npm('check')]);
	// Before the build, which makes a module of each word the screen says: browsers of tests would load them one by one.
	await Promise.all([vitest('unit', '--maxWorkers=2'), vitest('component')]);
	step('the build failed', ensureBuilt());
	const folders = readdirSync('tests/integration').map((name) => `tests/integration/${name}/`);
	const late = ['start', 'backup', 'cli', 'feedback'].map((name) => `tests/integration/${name}/`);
	const without = LONG_FILES.map((file) => `--exclude=${file}`);
	const early = folders.filter((folder) => !late.includes(folder));
	await Promise.all([
		vitest('integration', ...early, ...without),
		playwright()
			.then(() => vitest('engines'))
			.then(() => vitest('integration', ...late, ...without))
	]);
}
rmSync(reports, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
