import { instantMs } from './instant-ms.ts';

/** Half-open, epoch milliseconds. */
export type TimeRange = Readonly<{ fromMs: number; toMs: number }>;

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

const RELATIVE = /^now(?:-(\d{1,6})([mhdw]))?$/;

/** How long before now a relative time lies, in milliseconds; `null` when the text is not relative. */
export function relativeAgeMs(text: string): number | null {
	const match = RELATIVE.exec(text);
	if (!match) return null;
	const [, amount, unit] = match;
	if (amount === undefined || unit === undefined) return 0;
	return Number(amount) * UNIT_MS[unit === 'm' ? 'm' : unit === 'h' ? 'h' : unit === 'd' ? 'd' : 'w'];
}

/** One end of a range: fixed, or moving with the clock. */
export type Moment = Readonly<{ ms: number }> | Readonly<{ ageMs: number }>;

/** `now`, `now-24h`, an RFC 3339 time or epoch milliseconds; `null` when it is none of them. */
export function momentOf(input: string | number): Moment | null {
	if (typeof input === 'string') {
		const ageMs = relativeAgeMs(input);
		if (ageMs !== null) return { ageMs };
	}
	const ms = instantMs(input);
	return ms === null ? null : { ms };
}

export const isRelative = (moment: Moment): moment is Readonly<{ ageMs: number }> => 'ageMs' in moment;
