import type { AnswerCursor } from '#lib/domain/answered.ts';
import type { Product } from '#lib/domain/product.ts';
import type { Asked } from './asked.ts';
import { cursorText } from './asked.ts';
import { excerpt } from './marked-text.ts';

/** One answer as the list shows it: enough to decide whether to read it. */
export type Listed = Readonly<{
	id: string;
	/** RFC 3339. */
	at: string;
	scale: string;
	score: number | null;
	/** Its beginning, or what stands around the first word searched for. */
	text: string;
	channel: string;
	version: string;
}>;

export type AnswersPage = Readonly<{
	answers: readonly Listed[];
	/** How many there are in all; `null` on every page but the first. */
	total: number | null;
	/** Where the next page begins; `null` on the last one. */
	next: string | null;
}>;

const PAGE = 50;

/** Reads one page; one answer more than it holds tells whether another one follows. */
export async function readPage(
	{ read, words, conditions }: Asked,
	after: AnswerCursor | null,
	{ parts, product }: { parts: App.Locals['parts']; product: Product }
): Promise<AnswersPage> {
	const { answers, total } = await parts.answers(product, {
		range: { fromMs: read.fromMs, toMs: read.toMs },
		filter: conditions,
		after,
		limit: PAGE + 1
	});
	const shown = answers.slice(0, PAGE);
	const last = shown.at(-1);
	return {
		answers: shown.map(({ id, at, scale, score, text, channel, version }) => ({
			...{ id, at, scale, score, channel, version },
			text: excerpt(text, words)
		})),
		total,
		next: last && answers.length > PAGE ? cursorText({ atMs: Date.parse(last.at), id: last.id }) : null
	};
}
