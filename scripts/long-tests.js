/* What `npm run test:long` runs besides tests/long: whole worlds of what `npm test` shows at a smaller size. */

/** Files of the project "integration". */
export const LONG_FILES = [
	'tests/integration/cli/real-server.test.ts',
	'tests/integration/sample/create-sample.test.ts',
	'tests/integration/start/crash.test.ts'
];

/** In the titles of browser tests. */
export const LONG_TAG = '@long';
