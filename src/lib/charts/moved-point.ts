import type { TimeModel } from './time-model.ts';

/** Where a key leads from a point: to its neighbour, to an end, or to the bucket of a release; `null` for other keys. */
export function movedPoint(key: string, index: number, { spans, releases }: Pick<TimeModel, 'spans' | 'releases'>) {
	const last = spans.length - 1;
	const from = index === -1 ? last + 1 : index;
	if (key === 'ArrowLeft') return Math.max(0, from - 1);
	if (key === 'ArrowRight') return Math.min(from + 1, last);
	if (key === 'Home') return 0;
	if (key === 'End') return last;
	if (key !== 'PageUp' && key !== 'PageDown') return null;
	const times = releases.map(({ at }) => Date.parse(at));
	const marked = spans.flatMap(({ startMs, endMs }, place) =>
		times.some((ms) => startMs <= ms && ms < endMs) ? [place] : []
	);
	const next = key === 'PageUp' ? marked.findLast((place) => place < from) : marked.find((place) => place > from);
	return next ?? (index === -1 ? null : index);
}
