/* The tests that take too long for every run; their results go to docs/tested.md. */
import { ensureBuilt, ensureInstalled, run } from './prepare.js';

const names = process.argv.slice(2);
const fine =
	ensureInstalled() &&
	ensureBuilt() &&
	run('npx', ['vitest', 'run', '--config', 'tests/long/vitest.config.ts', ...names]);
process.exit(fine ? 0 : 1);
