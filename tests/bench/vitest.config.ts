import { defineConfig } from 'vitest/config';
import { fitWorkerCode } from '../../src/shell/fit-worker-code.js';

/** `npm run bench`: not tests, but they run as such do. */
export default defineConfig({
	plugins: [fitWorkerCode()],
	test: {
		include: ['tests/bench/**/*.bench-run.ts'],
		environment: 'node',
		testTimeout: 3_600_000,
		hookTimeout: 120_000,
		fileParallelism: false,
		disableConsoleIntercept: true
	}
});
