import { defineConfig } from 'vitest/config';

/** `npm run bench`: not tests, but they run as such do. */
export default defineConfig({
	test: {
		include: ['tests/bench/**/*.bench-run.ts'],
		environment: 'node',
		testTimeout: 3_600_000,
		hookTimeout: 120_000,
		fileParallelism: false,
		disableConsoleIntercept: true
	}
});
