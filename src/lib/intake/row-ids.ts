import { createOrdinals } from './ordinals.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = Uint8Array.from({ length: 128 }, (_, code) => Math.max(0, ALPHABET.indexOf(String.fromCharCode(code))));

/** 132 bits: no two of a thousand million different rows share them. */
const ID_CHARACTERS = 22;

/** 30 bits from five characters of base64url. */
function bitsAt(text: string, start: number): number {
	let bits = 0;
	for (let place = start; place < start + 5; place++) bits = (bits << 6) | (VALUES[text.charCodeAt(place)] ?? 0);
	return bits;
}

/**
 * Ids for rows that have none: the hash of what they say, then how many equal rows stood above. So equal rows of one
 * file are all kept, the same file again adds nothing, and a newer export with rows on top shifts no id.
 * @param sha256 of a text in UTF-8, as base64url; handed in because Node's and the browser's have nothing in common
 * @param expectedRows how many rows there will be, where that is known: memory for so many is set aside
 */
export function createRowIds(
	sha256: (text: string) => string,
	expectedRows: number | null = null
): (content: string) => string {
	const ordinals = createOrdinals(expectedRows);
	return (content) => {
		const hash = sha256(content);
		return `${hash.slice(0, ID_CHARACTERS)}-${ordinals.next(bitsAt(hash, 0), bitsAt(hash, 5))}`;
	};
}
