/* Figures, each beside its peer in the same run; they go to docs/benchmarks.md. */
import { ensureBuilt, ensureInstalled, run } from './prepare.js';

const BENCHES = ['ingest', 'store', 'search', 'growth', 'live', 'impact', 'verdicts'];

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !BENCHES.includes(name));
if (unknown) {
	console.error(`There is no benchmark "${unknown}". There are: ${BENCHES.join(', ')}.`);
	process.exit(2);
}
const names = wanted.length > 0 ? wanted : BENCHES;
const fine =
	ensureInstalled() &&
	ensureBuilt() &&
	names.every((name) =>
		run('npx', ['vitest', 'run', '--config', 'tests/bench/vitest.config.ts', `tests/bench/${name}`])
	);
process.exit(fine ? 0 : 1);
