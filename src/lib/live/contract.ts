/**
 * Everything that crosses the socket. Old clients: an event or field may be added, never changed;
 * a client ignores what it does not know.
 */
import type { Answer, Bucket, Filter, QuestionInput } from '#lib/domain/question.ts';
import type { StatementAnswer, StatementInput, StatementResult } from '#lib/domain/statement.ts';
import type { Release } from '#lib/domain/release.ts';
import type { ReleaseVerdict } from '#lib/domain/verdict.ts';

export type Reply<Data> = { ok: true; data: Data } | { ok: false; error: string; message: string };

/** Sessions and the master key name the product; a key is one product's. */
type OfProduct = { product?: string };

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

/** A panel that is asked in SQL. */
export type OpenStatement = StatementAnswer & { panel: string; revision: number };

/** Its answer as it is now, whole; there are no `changes` to apply. */
export type StatementChange = PanelChange & { result: StatementResult };

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

/** The newest texts, newest first; `stream` names them among the open ones. */
export type OpenWords = { stream: string; words: readonly Word[] };

/** Newest first, with what was said last of each; what is said now of those whose window is open follows. */
export type OpenReleases = { releases: readonly Release[]; verdicts: readonly ReleaseVerdict[] };

/** A release as it is now, or the version of one that was deleted. */
export type ReleaseChange = Release | { version: string; deleted: true };

/**
 * A request that brought something, as its sender should see it: never a text, a score, a customer or a key. `rows` is
 * `null` where none were read; a problem's `index` is the row's, `null` for the request as a whole (the first twenty).
 */
export type SeenRequest = {
	id: string;
	at: string;
	path: string;
	sender: { kind: 'key' | 'person' | 'master'; name: string };
	status: number;
	bytes: number | null;
	rows: { accepted: number; duplicates: number; rejected: number } | null;
	problems: readonly { index: number | null; path: string; message: string }[];
};

/** Newest first: what the answering process remembers. */
export type OpenRequests = { requests: readonly SeenRequest[] };

export type ClientEvents = {
	'panel:open': (
		question: (QuestionInput | StatementInput) & OfProduct,
		reply: ((reply: Reply<OpenPanel>) => void) | ((reply: Reply<OpenStatement>) => void)
	) => void;
	'panel:close': (input: { panel: string }, reply: (reply: Reply<object>) => void) => void;
	'words:open': (input: OfProduct & { filter?: Filter[] }, reply: (reply: Reply<OpenWords>) => void) => void;
	'words:close': (input: { stream: string }, reply: (reply: Reply<object>) => void) => void;
	/** Without verdicts where `verdicts` is false: then none are fitted for this viewer. */
	'releases:open': (input: OfProduct & { verdicts?: boolean }, reply: (reply: Reply<OpenReleases>) => void) => void;
	'releases:close': (input: OfProduct, reply: (reply: Reply<object>) => void) => void;
	'requests:open': (input: OfProduct, reply: (reply: Reply<OpenRequests>) => void) => void;
	'requests:close': (input: OfProduct, reply: (reply: Reply<object>) => void) => void;
};

export type ServerEvents = {
	'panels:changed': (changes: readonly (PanelChange | StatementChange)[]) => void;
	/** The newest texts of a stream, as they are now. */
	'words:changed': (change: OpenWords) => void;
	'release:changed': (release: ReleaseChange) => void;
	/** What is now said of a release and a metric; to those who opened releases. */
	'verdict:changed': (change: ReleaseVerdict) => void;
	/** Requests that came in since, newest first; to those who opened them. */
	'requests:seen': (requests: readonly SeenRequest[]) => void;
	/** The product's name or time zone changed: buckets may be cut anew. The connection ends, and panels open again. */
	'product:changed': (change: object) => void;
};
