/**
 * Everything that crosses the socket. Old clients: an event or field may be added, never changed;
 * a client ignores what it does not know.
 */
import type { Answer, Bucket, QuestionInput } from '#lib/domain/question.ts';

export type Reply<Data> = { ok: true; data: Data } | { ok: false; error: string; message: string };

/** `panel` is the question's id, equal for equal questions. */
export type OpenPanel = Answer & { panel: string; revision: number };

export type SeriesChange = { group: string | null; other?: true; upsert: readonly Bucket[]; remove: readonly string[] };

/** Applied to the answer at `base` it gives the answer at `revision`. */
export type PanelChange = {
	panel: string;
	base: number;
	revision: number;
	watermark: string;
	changes: readonly SeriesChange[];
};

/** One text as the stream of words shows it; never a customer. */
export type Word = {
	id: string;
	at: string;
	scale: string;
	score: number | null;
	text: string;
	channel: string;
	version: string;
};

/** The newest texts, newest first. */
export type OpenWords = { words: readonly Word[] };

export type ClientEvents = {
	'panel:open': (question: QuestionInput & { product?: string }, reply: (reply: Reply<OpenPanel>) => void) => void;
	'panel:close': (input: { panel: string }, reply: (reply: Reply<object>) => void) => void;
	'words:open': (input: { product?: string }, reply: (reply: Reply<OpenWords>) => void) => void;
	'words:close': (input: object, reply: (reply: Reply<object>) => void) => void;
};

export type ServerEvents = {
	'panels:changed': (changes: readonly PanelChange[]) => void;
	/** New texts since the last frame, newest first. */
	'words:changed': (words: readonly Word[]) => void;
};
