import { z } from 'zod';
import type { View } from './view.ts';

type Ends = Pick<View, 'from' | 'to'>;

const KEY = 'upshot:ranges';
const MOST = 4;
const Kept = z.array(z.object({ from: z.string().max(250), to: z.string().max(250) })).max(50);

/** The ranges that this browser showed last, newest first; none where nothing may be kept. */
export function recentRanges(): Ends[] {
	try {
		const kept = Kept.safeParse(JSON.parse(localStorage.getItem(KEY) ?? '[]'));
		return kept.success ? kept.data : [];
	} catch {
		return [];
	}
}

/** Puts a range before the others. */
export function keepRange({ from, to }: Ends): void {
	const others = recentRanges().filter((one) => one.from !== from || one.to !== to);
	try {
		localStorage.setItem(KEY, JSON.stringify([{ from, to }, ...others].slice(0, MOST)));
	} catch {
		// A browser that keeps nothing has no recent ranges.
	}
}
