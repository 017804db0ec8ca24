import { VERDICTS, type VerdictName } from '#lib/domain/verdict.ts';

/** What the board shows, as its address says it. */
export type BoardView = Readonly<{
	sort: 'attention' | 'newest';
	verdict: VerdictName | null;
	/** Metrics by name; none: those that count most. */
	metrics: readonly string[];
	/** How many releases whose window is over are shown. */
	closed: number;
}>;

/** A list of hundreds is asked for, not loaded at first. */
export const CLOSED_AT_FIRST = 20;

export const HOME: BoardView = { sort: 'attention', verdict: null, metrics: [], closed: CLOSED_AT_FIRST };

export function readBoardView(search: URLSearchParams): BoardView {
	const closed = Number(search.get('closed') ?? CLOSED_AT_FIRST);
	return {
		sort: search.get('sort') === 'newest' ? 'newest' : 'attention',
		verdict: VERDICTS.find((one) => one === search.get('verdict')) ?? null,
		metrics: search.getAll('metric'),
		closed: Number.isInteger(closed) && closed > 0 ? closed : CLOSED_AT_FIRST
	};
}

/** The address of a view of the board. */
export function boardSearch({ sort, verdict, metrics, closed }: BoardView): string {
	const search = new URLSearchParams();
	if (sort !== HOME.sort) search.set('sort', sort);
	if (verdict !== null) search.set('verdict', verdict);
	for (const metric of metrics) search.append('metric', metric);
	if (closed !== HOME.closed) search.set('closed', String(closed));
	return `?${search.toString()}`;
}
