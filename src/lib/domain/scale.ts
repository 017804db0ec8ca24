/** The five ways a customer can be asked to score, and what each score counts as. */
export const SCALES = {
	nps: { min: 0, max: 10, negativeUpTo: 6, positiveFrom: 9 },
	csat: { min: 1, max: 5, negativeUpTo: 2, positiveFrom: 4 },
	ces: { min: 1, max: 7, negativeUpTo: 3, positiveFrom: 5 },
	stars: { min: 1, max: 5, negativeUpTo: 2, positiveFrom: 4 },
	thumbs: { min: 0, max: 1, negativeUpTo: 0, positiveFrom: 1 }
} as const;

export type Scale = keyof typeof SCALES;

export const SCALE_NAMES = ['nps', 'csat', 'ces', 'stars', 'thumbs'] as const satisfies readonly Scale[];

export const isScale = (name: string): name is Scale => Object.hasOwn(SCALES, name);
