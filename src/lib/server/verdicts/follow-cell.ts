import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Change } from '#lib/server/changes/create-changes.ts';
import { preWindowDays } from '#lib/stats/impact/analysis-width.ts';
import { concurrentPath } from '#lib/stats/impact/concurrent-reading.ts';
import { createImpact } from '#lib/stats/impact/create-impact.ts';
import type { Impact } from '#lib/stats/impact/impact.ts';
import type { ChangeLog } from './change-log.ts';
import { extendCell, readCell, type CellQuestion, type ReleaseCell } from './read-cell.ts';
import type { ReleaseReader } from './release-reader.ts';

/** A cell that was fitted, and how far it has followed the rows. */
export type FollowedCell = Readonly<{
	read: ReleaseCell;
	/** `null` while there is not one answer. */
	impact: Impact | null;
	/** Place in the log of changes at which it was read. */
	place: number;
	/** On a clock that never goes back. */
	fittedAtMs: number;
	/** Rows came into its closed buckets, and the fit they need has to wait. */
	isLate: boolean;
}>;

/** Rows that are late all the time cost no more than one fit in so long. */
export const REFIT_MS = 10_000;
/** How long others may have to wait. */
const SLICE_MS = 8;

/** Whether a change reached into what was already closed: then buckets have to be read and fitted anew. */
export function isLate({ read: { axis } }: FollowedCell, table: Change['table'], change: Change): boolean {
	if (change.table !== table) return false;
	// A product's first row decides how far back its buckets go.
	const hasAll =
		change.range.toMs < axis.range.fromMs && axis.releaseAt * axis.widthHours >= preWindowDays(axis.widthHours) * 24;
	return !hasAll && change.range.fromMs < axis.range.fromMs + (axis.releaseAt + axis.closed) * axis.widthMs;
}

const hasAnswers = ({ cell, open }: ReleaseCell): boolean =>
	cell.buckets.some(({ n }) => n > 0) || (open !== null && open.n > 0);

/** A fit of everything, bucket by bucket: the same bits as a cell that was followed all along. */
async function fit(read: ReleaseCell): Promise<Impact> {
	const { cell } = read;
	const impact = createImpact({ ...cell, buckets: cell.buckets.slice(0, cell.releaseAt) }, concurrentPath(cell));
	let sinceMs = performance.now();
	for (const bucket of cell.buckets.slice(cell.releaseAt)) {
		if (performance.now() - sinceMs > SLICE_MS) {
			await nextTurn();
			sinceMs = performance.now();
		}
		impact.push(bucket);
	}
	return impact;
}

type Options = Readonly<{
	reader: ReleaseReader;
	log: ChangeLog;
	/** The log's end before anything was read. */
	place: number;
	monotonic: () => number;
}>;

/** The cell as the rows are now; where it needs a fit and had one a moment ago it stays as it was. */
export async function followCell(
	{ reader, log, place, monotonic }: Options,
	question: CellQuestion,
	before: FollowedCell | undefined
): Promise<FollowedCell> {
	if (before) {
		const changes = log.since(before.place);
		const table = question.cellMetric.source === 'events' ? 'events' : 'feedback';
		const late = before.isLate || changes === null || changes.some((change) => isLate(before, table, change));
		const read = late ? null : await extendCell(reader, question, before.read);
		if (read && (before.impact || !hasAnswers(read))) {
			const more = read.cell.buckets.slice(before.read.cell.buckets.length);
			for (const bucket of more) before.impact?.push(bucket);
			return { ...before, read, place };
		}
		if (before.impact && monotonic() - before.fittedAtMs < REFIT_MS) return { ...before, isLate: true };
	}
	const read = await readCell(reader, question);
	const impact = hasAnswers(read) ? await fit(read) : null;
	return { read, impact, place, fittedAtMs: monotonic(), isLate: false };
}
