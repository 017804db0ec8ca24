/**
 * A number in [0, 1) that depends on its arguments alone: the sample looks like chance, and is the same every time.
 * @see Steele, Lea & Flood (2014), OOPSLA: the mixing function of SplitMix, in its 32-bit form
 */
export function chance(row: number, purpose: number): number {
	let state = (Math.imul(row, 0x9e3779b9) + Math.imul(purpose, 0x85ebca6b)) | 0;
	state = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
	state = Math.imul(state ^ (state >>> 15), 0x735a2d97);
	return ((state ^ (state >>> 15)) >>> 0) / 2 ** 32;
}
