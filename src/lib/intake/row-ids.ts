import { createOrdinals } from './ordinals.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const ID_CHARACTERS = 22;

/** The first 22 characters of the bytes in base64url (RFC 4648, section 5): 132 bits. */
function base64urlStart(bytes: Uint8Array): string {
	let text = '';
	let bits = 0;
	let held = 0;
	for (let place = 0; text.length < ID_CHARACTERS;) {
		if (bits < 6) {
			held = ((held << 8) | (bytes[place++] ?? 0)) & 0xffff;
			bits += 8;
		}
		bits -= 6;
		text += ALPHABET[(held >> bits) & 63] ?? '';
	}
	return text;
}

/**
 * Ids for rows that have none: the hash of what they say, then how many equal rows stood above. So equal rows of one
 * file are all kept, the same file again adds nothing, and a newer export with rows on top shifts no id.
 * @param sha256 of a text in UTF-8; handed in because Node's and the browser's have nothing in common
 */
export function createRowIds(sha256: (text: string) => Uint8Array): (content: string) => string {
	const ordinals = createOrdinals();
	return (content) => {
		const hash = sha256(content);
		return `${base64urlStart(hash)}-${ordinals.next(hash)}`;
	};
}
