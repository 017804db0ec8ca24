import type { Change } from '#lib/server/changes/create-changes.ts';
import { preWindowDays } from '#lib/stats/impact/analysis-width.ts';
import type { ChangeLog } from './change-log.ts';
import type { Fit, Fitter } from './create-fitter.ts';
import { extendCell, readCell, type CellQuestion, type ReleaseCell } from './read-cell.ts';
import type { ReleaseReader } from './release-reader.ts';

/** A cell that was fitted, and how far it has followed the rows. */
export type FollowedCell = Readonly<{
	read: ReleaseCell;
	/** `null` while there is not one answer. */
	fit: Fit | null;
	/** Place in the log of changes at which it was read. */
	place: number;
	/** On a clock that never goes back. */
	fittedAtMs: number;
	/** Rows came into its closed buckets, and the fit they need has to wait. */
	isLate: boolean;
}>;

/** Rows that are late all the time cost no more than one fit in so long. */
export const REFIT_MS = 10_000;

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

type Options = Readonly<{
	reader: ReleaseReader;
	fitter: Fitter;
	/** Fits of higher rank come first. */
	rank: number;
	log: ChangeLog;
	/** The log's end before anything was read. */
	place: number;
	monotonic: () => number;
}>;

/** The cell as it was, where nothing came into its closed buckets; what follows them is pushed. */
async function extended(
	reader: ReleaseReader,
	question: CellQuestion,
	{ before, place }: { before: FollowedCell; place: number }
): Promise<FollowedCell | null> {
	const read = await extendCell(reader, question, before.read);
	if (!read) return null;
	if (!before.fit) return hasAnswers(read) ? null : { ...before, read, place };
	const more = read.cell.buckets.slice(before.read.cell.buckets.length);
	const standing = await before.fit.cell.follow(more, read.open);
	return { ...before, read, place, fit: { ...before.fit, standing } };
}

/**
 * The cell as the rows are now; where it needs a fit and had one a moment ago it stays as it was. Once it resolved
 * everything is read, and only the fit may still be waited for.
 */
export async function followCell(
	{ reader, fitter, rank, log, place, monotonic }: Options,
	question: CellQuestion,
	before: FollowedCell | undefined
): Promise<{ cell: Promise<FollowedCell> }> {
	if (before) {
		const changes = log.since(before.place);
		const table = question.cellMetric.source === 'events' ? 'events' : 'feedback';
		const late = before.isLate || changes === null || changes.some((change) => isLate(before, table, change));
		const more = late ? null : await extended(reader, question, { before, place });
		if (more) return { cell: Promise.resolve(more) };
		if (before.fit && monotonic() - before.fittedAtMs < REFIT_MS)
			return { cell: Promise.resolve({ ...before, isLate: true }) };
	}
	const read = await readCell(reader, question);
	const fitted = async (): Promise<FollowedCell> => {
		const fit = hasAnswers(read) ? await fitter.fit(read.cell, read.open, rank) : null;
		before?.fit?.cell.forget();
		return { read, fit, place, fittedAtMs: monotonic(), isLate: false };
	};
	const cell = fitted();
	// Who waits for it hears of it; others may still be read meanwhile.
	cell.catch(() => {});
	return { cell };
}
