import { defineConfig } from 'vitest/config';

/** `npm run calibrate`: not tests, but they run as such do. */
export default defineConfig({
	test: {
		include: ['tests/calibrate/**/*.calibrate-run.ts'],
		environment: 'node',
		testTimeout: 3_600_000,
		disableConsoleIntercept: true
	}
});
