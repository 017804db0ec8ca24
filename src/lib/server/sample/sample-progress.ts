import type { Figures } from './figures.ts';
import { firstArriving } from './moved-time.ts';
import type { SampleState } from './sample-state.ts';

/** Of the last six weeks: how many answers there are, and how many are due and not here yet. */
export type SampleProgress = Readonly<{ caughtUp: boolean; remaining: number; total: number }>;

/** `null` where there is no sample. What lies ahead of `nowMs` is not due, so nothing remains once now is reached. */
export function sampleProgress(
	{ rows }: Pick<Figures, 'rows'>,
	state: SampleState | null,
	nowMs: number
): SampleProgress | null {
	if (state?.phase !== 'filling' && state?.phase !== 'arriving') return null;
	const first = firstArriving({ rows });
	const next = state.phase === 'arriving' ? state.next : first;
	const remaining = rows.slice(next).filter(({ atMs }) => atMs + state.shiftMs <= nowMs).length;
	return { caughtUp: state.phase === 'arriving' && remaining === 0, remaining, total: rows.length - first };
}
