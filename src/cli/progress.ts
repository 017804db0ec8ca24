import type { Host } from './host.ts';
import { duration, grouped } from './printable.ts';

const REWRITE_MS = 200;
const LINE_MS = 5000;
const CLEAR_LINE = '\r\u001b[K';

export type Progress = Readonly<{
	/** `bytes` of the file are behind, `rows` in them. */
	show: (rows: number, bytes: number) => void;
	/** A message of its own line. */
	say: (message: string) => void;
	clear: () => void;
	/** Rates count from here. */
	start: () => void;
	elapsedMs: () => number;
}>;

/** Rows, rate, share of the file and time left. */
export function progressLine(rows: number, bytes: number, totalBytes: number, elapsedMs: number): string {
	const share = totalBytes === 0 ? 1 : Math.min(1, bytes / totalBytes);
	const leftMs = share === 0 ? null : elapsedMs / share - elapsedMs;
	const parts = [
		`${grouped(rows)} rows`,
		`${grouped(rows / Math.max(elapsedMs / 1000, 0.001))}/s`,
		`${Math.floor(share * 100)} %`,
		leftMs === null ? '' : `${duration(leftMs)} left`
	];
	return parts.filter((part) => part !== '').join(' · ');
}

/** Progress on the error stream: one line that is rewritten before a person, else a line every few seconds. */
export function createProgress(
	{ err, isInteractive }: Host,
	{ totalBytes, isQuiet, now }: { totalBytes: number; isQuiet: boolean; now: () => number }
): Progress {
	let startMs = now();
	let shownMs = startMs;
	let isShown = false;
	const clear = () => {
		if (isShown) err(CLEAR_LINE);
		isShown = false;
	};
	return {
		show: (rows, bytes) => {
			const nowMs = now();
			if (isQuiet || nowMs - shownMs < (isInteractive ? REWRITE_MS : LINE_MS)) return;
			shownMs = nowMs;
			const line = progressLine(rows, bytes, totalBytes, nowMs - startMs);
			err(isInteractive ? `${CLEAR_LINE}${line}` : `${line}\n`);
			isShown = isInteractive;
		},
		say: (message) => {
			if (isQuiet) return;
			clear();
			err(`${message}\n`);
		},
		clear,
		start: () => {
			startMs = shownMs = now();
		},
		elapsedMs: () => now() - startMs
	};
}
