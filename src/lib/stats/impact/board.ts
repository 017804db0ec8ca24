import { METHOD } from './method.ts';

/** One release × metric on a board: how much of the allowed error it may use up, before scaling to a mean of 1. */
export type BoardCell = Readonly<{ logEvidence: number; weight: number }>;

export type BoardDecision = Readonly<{
	selected: boolean;
	/** Level of its interval; 1 − coverage. */
	alpha: number;
	/** Evidence, not its logarithm, that this cell needs to be selected, the others being as they are. */
	threshold: number;
}>;

/**
 * Which cells of a board have an effect, so that at most a share `alpha` of those named is expected to be named wrongly:
 * whenever somebody looks and however the cells depend on each other, since their evidence is that of e-processes.
 * @returns decisions in the order of the cells
 * @see Wang & Ramdas (2022), JRSS-B 84:822-852 (e-BH); Xu, Wang & Ramdas (2022), arXiv 2203.12572 (e-BY)
 */
export function boardDecisions(cells: readonly BoardCell[], alpha: number = METHOD.alpha): BoardDecision[] {
	const count = cells.length;
	const scale = count / cells.reduce((sum, { weight }) => sum + weight, 0);
	const scaled = cells.map(({ logEvidence, weight }, index) => {
		const share = weight * scale;
		return { index, share, log: logEvidence + Math.log(share) };
	});
	const ranked = scaled.toSorted((a, b) => b.log - a.log);
	const needed = (rank: number): number => count / (alpha * rank);
	const passes = (log: number | undefined, rank: number): boolean => log !== undefined && log >= Math.log(needed(rank));
	let selected = 0;
	for (let rank = 1; rank <= count; rank++) if (passes(ranked[rank - 1]?.log, rank)) selected = rank;
	const decisions = new Array<BoardDecision>(count);
	// The last rank at which the cells above would carry one more with them.
	let carried = Math.max(1, selected);
	ranked.forEach(({ index, share }, position) => {
		const rank = position + 1;
		if (rank > selected && rank > 1 && passes(ranked[rank - 2]?.log, rank)) carried = rank;
		const isSelected = rank <= selected;
		decisions[index] = {
			selected: isSelected,
			alpha: isSelected ? Math.min(alpha, (alpha * selected * share) / count) : alpha,
			threshold: needed(carried) / share
		};
	});
	return decisions;
}
