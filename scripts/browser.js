import { existsSync } from 'node:fs';
import { run } from './prepare.js';

const PLACES = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
];

/** Playwright's own browser, when it was downloaded. */
async function ownBrowser() {
	const { chromium } = await import('@playwright/test');
	const path = chromium.executablePath();
	return existsSync(path) ? path : null;
}

/** The path of a Chromium: found, or installed by Playwright, or by apt; `null` when none is to be had. */
export async function ensureBrowser() {
	const found = async () => PLACES.find((path) => existsSync(path)) ?? (await ownBrowser());
	const present = await found();
	if (present) return present;
	console.log('Installing a browser for the tests …');
	if (run('npx', ['playwright', 'install', 'chromium']) && (await ownBrowser())) return ownBrowser();
	if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
		run('apt-get', ['update', '-qq']);
		run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk']);
	}
	return found();
}
