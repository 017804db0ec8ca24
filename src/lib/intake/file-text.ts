/** Bytes that show whether text in UTF-16 lacks its mark: every other one of Latin text is NUL. */
const LOOKED_AT_BYTES = 4096;

/** In Chinese text of GB 18030 nearly all pairs lie in GB 2312's own rows; in Western text hardly any do. */
const GB_2312_SHARE = 0.6;

const MARKS = [
	{ bytes: [0xff, 0xfe], encoding: 'utf-16le' },
	{ bytes: [0xfe, 0xff], encoding: 'utf-16be' },
	{ bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' }
];

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
	start.every((byte, place) => bytes[place] === byte);

function unmarkedUtf16(firstBytes: Uint8Array): string | null {
	const bytes = firstBytes.subarray(0, LOOKED_AT_BYTES);
	const nuls = [0, 0];
	for (const [place, byte] of bytes.entries()) if (byte === 0) nuls[place % 2] = (nuls[place % 2] ?? 0) + 1;
	const [even = 0, odd = 0] = nuls;
	if (Math.max(even, odd) < bytes.length / 8) return null;
	return odd > even ? 'utf-16le' : 'utf-16be';
}

/** Whether pairs of bytes above ASCII are Chinese characters, and not single letters with accents. */
function isChinese(bytes: Uint8Array): boolean {
	let pairs = 0;
	let common = 0;
	for (let place = 0; place < bytes.length - 1; place++) {
		const [first = 0, second = 0] = [bytes[place], bytes[place + 1]];
		if (first < 0x80) continue;
		pairs++;
		if (first >= 0xa1 && first <= 0xf7 && second >= 0xa1 && second <= 0xfe) common++;
		place++;
	}
	return pairs > 0 && common >= pairs * GB_2312_SHARE;
}

/**
 * The encoding by the mark at the beginning, else UTF-8 where the bytes are that, else UTF-16, GB 18030 or
 * Windows-1252 by what the bytes look like: then it `isGuessed`.
 */
export function encodingOf(firstBytes: Uint8Array): Readonly<{ encoding: string; isGuessed: boolean }> {
	const mark = MARKS.find(({ bytes }) => startsWith(firstBytes, bytes));
	if (mark) return { encoding: mark.encoding, isGuessed: false };
	const utf16 = unmarkedUtf16(firstBytes);
	if (utf16 !== null && isTextIn(utf16, firstBytes)) return { encoding: utf16, isGuessed: true };
	if (isTextIn('utf-8', firstBytes)) return { encoding: 'utf-8', isGuessed: false };
	if (isTextIn('gb18030', firstBytes) && isChinese(firstBytes)) return { encoding: 'gb18030', isGuessed: true };
	return { encoding: 'windows-1252', isGuessed: true };
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
	const start = STARTS.find(({ bytes }) => startsWith(firstBytes, bytes));
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
