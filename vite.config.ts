import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { playwright } from '@vitest/browser-playwright';
import { existsSync } from 'node:fs';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { devRuntime } from './src/shell/dev-runtime.js';
import { fitWorkerCode } from './src/shell/fit-worker-code.js';

/** Debian's and macOS' usual places; Playwright's own browser where there is none. */
const chromium = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));

const engineTest = { environment: 'node', testTimeout: 30_000, hookTimeout: 60_000 } as const;

const messages = paraglideVitePlugin({
	project: './project.inlang',
	outdir: './src/lib/paraglide',
	strategy: ['cookie', 'preferredLanguage', 'baseLocale']
});

/** What most pages share comes as one file: sixty small ones cost the first visit twenty kilobytes of headers. */
const sharedChunk: Plugin = {
	name: 'upshot-shared-chunk',
	applyToEnvironment: ({ name }) => name === 'client',
	outputOptions: (options) => ({
		...options,
		codeSplitting: {
			groups: [{ name: 'shared', test: /[\\/](src|svelte|@sveltejs|@lucide)[\\/]/, minShareCount: 6 }]
		}
	})
};

export default defineConfig({
	plugins: [
		sharedChunk,
		// Tests read what `prepare:types` compiled; the plugin's watcher would keep them from ending.
		...(process.env.VITEST ? [] : [messages]),
		sveltekit(),
		fitWorkerCode(),
		devRuntime()
	],
	server: { host: '127.0.0.1', port: Number(process.env.PORT ?? 3000), strictPort: true },
	build: { target: 'es2023' },
	// A worker loads what reads workbooks only for a workbook.
	worker: { format: 'es' },
	test: {
		projects: [
			{
				extends: true,
				// Pure functions share their modules: loading these anew for each file takes as long as the tests.
				test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], environment: 'node', isolate: false }
			},
			{
				extends: true,
				test: {
					name: 'engines',
					include: ['tests/engines/**/*.test.ts'],
					...engineTest,
					testTimeout: 60_000,
					fileParallelism: false
				}
			},
			{
				extends: true,
				test: {
					name: 'integration',
					include: ['tests/integration/**/*.test.ts', 'tests/live/**/*.test.ts'],
					globalSetup: ['tests/fixtures/engines.ts'],
					...engineTest,
					fileParallelism: false
				}
			},
			{
				extends: true,
				test: {
					name: 'component',
					include: ['tests/component/**/*.test.ts'],
					browser: {
						enabled: true,
						headless: true,
						provider: playwright({ launchOptions: { executablePath: chromium, args: ['--no-sandbox'] } }),
						instances: [{ browser: 'chromium' }]
					}
				}
			}
		]
	}
});
