import type { Progress } from './worker-messages.ts';

/** How much of an import is done, in [0, 1]: by its rows where their number is known, else by the file's bytes. */
export function shareDone(progress: Progress | null, totalRows: number | null): number {
	if (!progress) return 0;
	return totalRows === null || totalRows === 0 ? progress.fileShare : Math.min(1, progress.settled / totalRows);
}
