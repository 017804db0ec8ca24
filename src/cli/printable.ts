/** Text of others as it may be printed: no control character reaches the terminal; on one line, cut at `most`. */
export function printable(text: string, most = 500): string {
	// eslint-disable-next-line no-control-regex -- exactly these
	const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
	return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}

/** 12,677 */
export const grouped = (n: number): string => Math.round(n).toLocaleString('en');

/** 1 row, 12,677 rows */
export const counted = (n: number, noun: string): string => `${grouped(n)} ${noun}${n === 1 ? '' : 's'}`;

/** A length of time in the unit in which it is felt: 4.2 s, 3 min, 1 h 20 min. */
export function duration(ms: number): string {
	if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`;
	if (ms < 99_500) return `${Math.round(ms / 1000)} s`;
	const minutes = Math.round(ms / 60_000);
	return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** 3.2 MB */
export function fileSize(bytes: number): string {
	const units = ['bytes', 'kB', 'MB', 'GB'];
	const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
	return `${step === 0 ? bytes : (bytes / 1000 ** step).toFixed(1)} ${units[step] ?? ''}`;
}
