import type { ImportKind } from './import-answers.ts';

/** The headers by which a field is known, the surest first; compared in lower case with `_` for gaps. */
export type FieldHeaders = Readonly<Record<string, readonly string[]>>;

/** `title` is no field of feedback: it becomes the first line of the text. */
export const FEEDBACK_HEADERS: FieldHeaders = {
	id: ['id', 'review_id', 'reviewid', 'response_id'],
	at: ['at', 'timestamp', 'datetime', 'created_at', 'submitted_at', 'review_date', 'date', 'time'],
	scale: ['scale'],
	score: ['score', 'rating', 'stars', 'nps', 'csat', 'ces', 'thumbs'],
	title: ['title', 'subject', 'headline'],
	text: ['text', 'content', 'review', 'comment', 'review_description', 'review_text', 'body', 'message', 'feedback'],
	version: ['version', 'app_version', 'appversion'],
	channel: ['channel', 'source', 'platform', 'store'],
	customer: ['customer', 'customer_id', 'user_id', 'userid'],
	lang: ['lang', 'language', 'locale']
};

export const EVENT_HEADERS: FieldHeaders = {
	id: ['id', 'event_id', 'eventid'],
	at: ['at', 'timestamp', 'datetime', 'created_at', 'date', 'time', 'occurred_at'],
	name: ['name', 'event', 'event_name', 'action'],
	value: ['value', 'amount', 'count'],
	customer: ['customer', 'customer_id', 'user_id', 'userid'],
	version: ['version', 'app_version', 'appversion']
};

export const RELEASE_HEADERS: FieldHeaders = {
	version: ['version', 'name', 'tag', 'tag_name'],
	at: ['at', 'released_at', 'released', 'release_date', 'published_at', 'date', 'timestamp', 'time'],
	title: ['title'],
	notes: ['notes', 'release_notes', 'changelog', 'release', 'body', 'description'],
	url: ['url', 'html_url', 'link'],
	assignment: ['assignment'],
	rollout: ['rollout']
};

const ATTRIBUTE = /^attributes\..+$/s;

export const isAttribute = (field: string): boolean => ATTRIBUTE.test(field);

export const attributeName = (field: string): string => field.slice('attributes.'.length);

export const asHeader = (text: string): string =>
	text
		.trim()
		.toLowerCase()
		.replaceAll(/[\s-]+/g, '_');

const HEADERS: Readonly<Record<ImportKind, FieldHeaders>> = {
	feedback: FEEDBACK_HEADERS,
	events: EVENT_HEADERS,
	releases: RELEASE_HEADERS
};

export const headersOf = (kind: ImportKind): FieldHeaders => HEADERS[kind];

/** Fields of all kinds: keys that a JSON row may bring up at any time. */
export const ALL_FIELDS = [...new Set(Object.values(HEADERS).flatMap((headers) => Object.keys(headers)))];

/** A header's words: `airline_sentiment`, `reviewText` and `user.id` have two. */
export const headerWords = (name: string): string[] =>
	asHeader(name)
		.split(/[_.:/()[\]]+/)
		.filter((word) => word !== '');
