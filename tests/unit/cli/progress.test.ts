import { describe, expect, it } from 'vitest';
import type { Host } from '../../../src/cli/host.ts';
import { createProgress, progressLine } from '../../../src/cli/progress.ts';

describe('progressLine', () => {
	it('tells rows, rate, share and time left', () => {
		expect(progressLine(45_000, 620, 1000, 10_000)).toBe('45,000 rows · 4,500/s · 62 % · 6.1 s left');
	});
	it('knows no time left before the first bytes, and none after the last', () => {
		expect(progressLine(0, 0, 1000, 0)).toBe('0 rows · 0/s · 0 %');
		expect(progressLine(10, 1000, 1000, 1000)).toBe('10 rows · 10/s · 100 % · 0.0 s left');
	});
});

describe('createProgress', () => {
	function watched(isInteractive: boolean, isQuiet = false) {
		let text = '';
		let nowMs = 0;
		const host: Host = {
			out: () => {},
			err: (more) => (text += more),
			isInteractive,
			ask: () => Promise.resolve(''),
			environment: { url: '', apiKey: null },
			interrupted: new AbortController().signal
		};
		const progress = createProgress(host, { totalBytes: 100, isQuiet, now: () => nowMs });
		return { progress, text: () => text, passMs: (ms: number) => (nowMs += ms) };
	}

	it('rewrites one line before a person', () => {
		const { progress, text, passMs } = watched(true);
		for (let n = 1; n <= 3; n++) {
			passMs(150);
			progress.show(n, n);
		}
		progress.say('A pause.');
		progress.clear();
		expect(text()).toBe('\r\u001b[K2 rows · 7/s · 2 % · 15 s left\r\u001b[KA pause.\n');
	});

	it('writes a line every few seconds elsewhere', () => {
		const { progress, text, passMs } = watched(false);
		progress.start();
		for (let n = 1; n <= 11; n++) {
			passMs(1000);
			progress.show(n, n);
		}
		expect(
			text()
				.split('\n')
				.map((line) => line.split(' ', 2).join(' '))
		).toEqual(['5 rows', '10 rows', '']);
	});

	it('is silent where only the end is asked for', () => {
		const { progress, text, passMs } = watched(true, true);
		passMs(10_000);
		progress.show(1, 1);
		progress.say('A pause.');
		expect(text()).toBe('');
	});
});
