/* The tests that take too long for every run; their results go to docs/tested.md. */
import { LONG_FILES, LONG_TAG } from './long-tests.js';
import { ensureBuilt, ensureInstalled, run } from './prepare.js';

/** As `npm test` asks them, but forty times as many. */
function moreQuestions() {
	process.env.UPSHOT_QUESTIONS = '40';
	const file = 'tests/integration/questions/answers.test.ts';
	return run('npx', ['vitest', 'run', '--project', 'integration', '--testTimeout=600000', file]);
}

const rest = () =>
	run('npx', ['vitest', 'run', '--project', 'integration', ...LONG_FILES]) &&
	run('npx', ['playwright', 'test', `--grep=${LONG_TAG}`]);

const names = process.argv.slice(2);
const fine =
	ensureInstalled() &&
	ensureBuilt() &&
	run('npx', ['vitest', 'run', '--config', 'tests/long/vitest.config.ts', ...names]) &&
	(names.length > 0 || (moreQuestions() && rest()));
process.exit(fine ? 0 : 1);
