import type { Ingest } from '#lib/server/ingest/create-ingest.ts';
import type { Figures } from './figures.ts';
import { sampleEvents } from './sample-events.ts';
import { sampleFeedback } from './sample-feedback.ts';

/** No request and no import brought them. */
const BATCH = 0n;

/** Which answers to send, `[from, to)`, to which product, moved how far; `window` as in a lane's submission. */
export type Sending = Readonly<{
	product: number;
	from: number;
	to: number;
	shiftMs: number;
	window: 'recent' | 'ever';
}>;

/** Resolves when the answers and their events are on disk; those that were there already stay as they are. */
export async function sendRows(
	ingest: Pick<Ingest, 'feedback' | 'events'>,
	figures: Figures,
	{ product, from, to, shiftMs, window }: Sending
): Promise<void> {
	const places = Array.from({ length: to - from }, (_, index) => from + index);
	const submission = { product, batch: BATCH, window };
	await Promise.all([
		ingest.feedback.submit({ ...submission, rows: places.map((place) => sampleFeedback(figures, place, shiftMs)) }),
		ingest.events.submit({ ...submission, rows: places.flatMap((place) => sampleEvents(figures, place, shiftMs)) })
	]);
}
