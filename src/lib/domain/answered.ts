/** One answer in full, as the people of its product may read it. Absent texts are ''. */
export type Answered = Readonly<{
	id: string;
	/** RFC 3339. */
	at: string;
	/** RFC 3339. */
	receivedAt: string;
	scale: string;
	score: number | null;
	text: string;
	customer: string;
	version: string;
	channel: string;
	lang: string;
	attributes: Readonly<Record<string, string>>;
}>;

/** A place in the list of answers. */
export type AnswerCursor = Readonly<{ atMs: number; id: string }>;
