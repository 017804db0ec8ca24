import { defineConfig } from 'vitest/config';

/** What takes too long for every run: `npm run test:long`. */
export default defineConfig({
	test: {
		include: ['tests/long/**/*.test.ts'],
		environment: 'node',
		testTimeout: 3_600_000,
		hookTimeout: 60_000,
		fileParallelism: false
	}
});
