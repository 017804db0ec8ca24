import { sha256 as digestOf } from '@noble/hashes/sha2.js';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const BITS = 6;

const encoder = new TextEncoder();

/** Without padding. */
function base64url(bytes: Uint8Array): string {
	let text = '';
	let held = 0;
	let bits = 0;
	for (const byte of bytes) {
		held = (held << 8) | byte;
		bits += 8;
		for (; bits >= BITS; bits -= BITS) text += ALPHABET.charAt((held >> (bits - BITS)) & 63);
		held &= (1 << bits) - 1;
	}
	return bits === 0 ? text : text + ALPHABET.charAt((held << (BITS - bits)) & 63);
}

/** Of a text in UTF-8, as base64url: what the command gets from Node. The browser's own would make each row wait. */
export const sha256 = (text: string): string => base64url(digestOf(encoder.encode(text)));
