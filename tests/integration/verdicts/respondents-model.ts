import type { FeedbackRow } from '#lib/domain/feedback.ts';
import type { ScoreCount } from '#lib/server/store/read-respondents.ts';

type Asked = { fromMs: number; toMs: number; widthMs: number; segmentOf: (row: FeedbackRow) => string };

const byCode = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

const SCALES = ['none', 'nps', 'csat', 'ces', 'stars', 'thumbs'];

/** The counts of rows, in the reader's order. */
function counted(rows: readonly FeedbackRow[], { fromMs, widthMs, segmentOf }: Asked): ScoreCount[] {
	const counts = new Map<string, ScoreCount>();
	for (const row of rows) {
		const bucket = Math.floor((row.atMs - fromMs) / widthMs);
		const same = { bucket, version: row.version, segment: segmentOf(row), scale: row.scale, score: row.score };
		const key = JSON.stringify(same);
		counts.set(key, { ...same, n: (counts.get(key)?.n ?? 0) + 1 });
	}
	const scaleOf = ({ scale }: ScoreCount) => SCALES.indexOf(scale ?? 'none');
	return [...counts.values()].sort(
		(a, b) =>
			a.bucket - b.bucket ||
			byCode(a.version, b.version) ||
			byCode(a.segment, b.segment) ||
			scaleOf(a) - scaleOf(b) ||
			(a.score ?? 255) - (b.score ?? 255)
	);
}

const within = (rows: readonly FeedbackRow[], { fromMs, toMs }: Asked): FeedbackRow[] =>
	rows.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);

/** What impact.md says in words, row by row: each respondent's first answer. */
export function respondents(rows: readonly FeedbackRow[], asked: Asked): ScoreCount[] {
	const seen = new Set<string>();
	const first = within(rows, asked)
		.filter(({ scale }) => scale !== null)
		.sort((a, b) => a.atMs - b.atMs || byCode(a.id, b.id))
		.filter(({ customer, version, scale, atMs }) => {
			if (customer === '') return true;
			const key = JSON.stringify([customer, version, scale, Math.floor((atMs - asked.fromMs) / asked.widthMs)]);
			if (seen.has(key)) return false;
			seen.add(key);
			return true;
		});
	return counted(first, asked);
}

export const answers = (rows: readonly FeedbackRow[], asked: Asked): ScoreCount[] =>
	counted(within(rows, asked), asked);
