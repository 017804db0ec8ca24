/** Repeatable chance: the same seed gives the same numbers in [0, 1) on every machine. */
export function createRandom(seed: number) {
	let state = seed >>> 0;
	/** @see Tommy Ettinger's mulberry32 */
	const next = (): number => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
	return {
		chance: (share: number): boolean => next() < share,
		/** A whole number from `min` to `max`, both included. */
		whole: (min: number, max: number): number => min + Math.floor(next() * (max - min + 1)),
		pick: <Choice>(choices: readonly Choice[]): Choice => choices[Math.floor(next() * choices.length)]!,
		some: <Choice>(choices: readonly Choice[], share: number): Choice[] => choices.filter(() => next() < share)
	};
}

export type Random = ReturnType<typeof createRandom>;
