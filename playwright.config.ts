import { defineConfig } from '@playwright/test';

export default defineConfig({
	testDir: 'tests/e2e',
	// The other suites run beside it, on the same two cores.
	workers: 1,
	retries: 0,
	forbidOnly: true,
	timeout: 90_000,
	expect: { timeout: 20_000 },
	use: {
		browserName: 'chromium',
		viewport: { width: 1440, height: 1000 },
		locale: 'en-GB',
		timezoneId: 'America/New_York',
		trace: 'retain-on-failure',
		launchOptions: {
			...(process.env.UPSHOT_TEST_BROWSER && { executablePath: process.env.UPSHOT_TEST_BROWSER }),
			args: [
				'--no-sandbox',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
				'--no-first-run'
			]
		}
	},
	outputDir: 'test-results'
});
