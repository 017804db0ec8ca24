/* Every test, from a bare machine: installs, builds, verifies, then runs each suite and adds the counts up. */
import { mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, run } from './prepare.js';

let passed = 0;
let failed = 0;
const reports = mkdtempSync(join(tmpdir(), 'upshot-test-'));

/** @param {string} name @param {boolean} fine */
function step(name, fine) {
	if (fine) return;
	failed++;
	console.error(`FAILED: ${name}`);
}

/** Adds a vitest report; a suite that ran nothing has failed. @param {string} project */
function vitest(project) {
	const file = join(reports, `${project}.json`);
	console.log(`\n— ${project} —`);
	const fine = run('npx', [
		'vitest',
		'run',
		'--project',
		project,
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

function playwright() {
	const file = join(reports, 'e2e.json');
	console.log('\n— e2e —');
	const fine = run('npx', ['playwright', 'test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: file });
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
	step('npm run format:check', run('npm', ['run', '--silent', 'format:check']));
	step('npm run lint', run('npm', ['run', '--silent', 'lint']));
	step('npm run check', run('npm', ['run', '--silent', 'check']));
	vitest('unit');
	step('the build failed', ensureBuilt());
	vitest('component');
	vitest('engines');
	vitest('integration');
	playwright();
}
rmSync(reports, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
