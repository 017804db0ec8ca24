import type { Bucket, ImpactCell } from '#lib/stats/impact/cell.ts';
import { concurrentPath } from '#lib/stats/impact/concurrent-reading.ts';
import { createImpact } from '#lib/stats/impact/create-impact.ts';
import type { Impact } from '#lib/stats/impact/impact.ts';
import { METHOD } from '#lib/stats/impact/method.ts';
import type { BoardPlace, ImpactCharts, ImpactOutcome } from '#lib/stats/impact/verdict.ts';
import { ALONE } from '#lib/stats/impact/verdict-of.ts';

/** What a board has to know of a cell. */
export type CellStanding = Readonly<{
	/** With the open bucket as it is now. */
	logEvidence: number;
	/** Log evidence after each closed bucket since the release. */
	history: readonly number[];
	/** After so many closed buckets it had enough answers; `null`: never. */
	enoughSince: number | null;
}>;

/** What may be asked of cells that were fitted; each has a number of its own. */
export type FitRequest = Readonly<{ id: number; cell: number }> &
	Readonly<
		| { ask: 'fit'; given: ImpactCell; open: Bucket | null }
		| { ask: 'follow'; more: readonly Bucket[]; open: Bucket | null }
		| { ask: 'judge'; open: Bucket | null; place: BoardPlace }
		| { ask: 'charts'; place: BoardPlace }
		| { ask: 'forget' }
		| { ask: 'alarm'; given: ImpactCell }
	>;

/** `standing` answers 'fit' and 'follow', `outcome` 'judge', `charts` 'charts', `alarm` 'alarm'; `failure` any of them. */
export type FitReply = Readonly<{
	id: number;
	standing?: CellStanding;
	outcome?: ImpactOutcome;
	charts?: ImpactCharts;
	/** Whether a direction was ever said, looking after each bucket. */
	alarm?: boolean;
	failure?: string;
}>;

const standingOf = (impact: Impact, open: Bucket | null): CellStanding => ({
	logEvidence: impact.peek(open),
	history: impact.history(),
	enoughSince: impact.enoughSince()
});

/** A fit of everything, bucket by bucket: the same bits as a cell that was followed all along. */
function fit(cell: ImpactCell): Impact {
	const impact = createImpact({ ...cell, buckets: cell.buckets.slice(0, cell.releaseAt) }, concurrentPath(cell));
	for (const bucket of cell.buckets.slice(cell.releaseAt)) impact.push(bucket);
	return impact;
}

/** Whether a direction was ever said, looking after each bucket as people do. */
function wasSaid(cell: ImpactCell): boolean {
	const impact = createImpact({ ...cell, buckets: cell.buckets.slice(0, cell.releaseAt) });
	return cell.buckets.slice(cell.releaseAt).some((bucket) => {
		impact.push(bucket);
		// A verdict needs the evidence; without it nothing else need be asked.
		if (impact.peek(null) < -Math.log(METHOD.alpha)) return false;
		const { verdict } = impact.judge(null, ALONE);
		return verdict === 'improved' || verdict === 'regressed';
	});
}

/** Keeps cells as they stand between two looks, and answers for them. */
export function createFittedCells(): (request: FitRequest) => FitReply {
	const impacts = new Map<number, Impact>();

	function answer(request: FitRequest): FitReply {
		const { id, cell } = request;
		if (request.ask === 'fit') {
			const impact = fit(request.given);
			impacts.set(cell, impact);
			return { id, standing: standingOf(impact, request.open) };
		}
		if (request.ask === 'alarm') return { id, alarm: wasSaid(request.given) };
		const impact = impacts.get(cell);
		if (request.ask === 'forget') {
			impacts.delete(cell);
			return { id };
		}
		if (!impact) return { id, failure: 'the cell is not known' };
		if (request.ask === 'judge') return { id, outcome: impact.judge(request.open, request.place) };
		if (request.ask === 'charts') return { id, charts: impact.charts(request.place) };
		for (const bucket of request.more) impact.push(bucket);
		return { id, standing: standingOf(impact, request.open) };
	}

	return (request) => {
		try {
			return answer(request);
		} catch (cause) {
			// What broke off half-way stands for nothing.
			impacts.delete(request.cell);
			return { id: request.id, failure: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) };
		}
	};
}
