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
