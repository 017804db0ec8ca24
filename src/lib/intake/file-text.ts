/** A byte order mark names the encoding; without one it is UTF-8. */
export function encodingOf(firstBytes: Uint8Array): string {
	const [first, second] = firstBytes;
	if (first === 0xff && second === 0xfe) return 'utf-16le';
	if (first === 0xfe && second === 0xff) return 'utf-16be';
	return 'utf-8';
}

/** Whether `TextDecoder` knows the name. */
export function isEncoding(name: string): boolean {
	try {
		return new TextDecoder(name).encoding !== '';
	} catch {
		return false;
	}
}

/** Whether the file's first bytes are text in the encoding; a character cut at their end does not count. */
export function isTextIn(encoding: string, firstBytes: Uint8Array): boolean {
	try {
		return !new TextDecoder(encoding, { fatal: true }).decode(firstBytes, { stream: true }).includes('\0');
	} catch {
		return false;
	}
}

const STARTS = [
	{ bytes: [0x50, 0x4b, 0x03, 0x04], kind: 'zip' },
	{ bytes: [0xd0, 0xcf, 0x11, 0xe0], kind: 'old-excel' },
	{ bytes: [0x1f, 0x8b], kind: 'gzip' },
	{ bytes: [0x25, 0x50, 0x44, 0x46], kind: 'pdf' }
];

/** What the file is when it is no text at all; else `null`. */
export function unreadableKind(firstBytes: Uint8Array): string | null {
	const start = STARTS.find(({ bytes }) => bytes.every((byte, place) => firstBytes[place] === byte));
	return start?.kind ?? null;
}

/** Text of a file's bytes, cut anywhere. Unreadable bytes become U+FFFD; NUL, which no one wrote, is left out. */
export function createTextReader(encoding: string) {
	const decoder = new TextDecoder(encoding);
	const clean = (text: string) => (text.includes('\0') ? text.replaceAll('\0', '') : text);
	return {
		read: (bytes: Uint8Array): string => clean(decoder.decode(bytes, { stream: true })),
		end: (): string => clean(decoder.decode())
	};
}
