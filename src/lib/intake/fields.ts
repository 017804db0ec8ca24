import type { ImportKind } from '#lib/domain/import.ts';
import { FEEDBACK_HEADERS } from './feedback-headers.ts';
import { words, type FieldHeaders } from './header-words.ts';
import { RELEASE_HEADERS } from './release-headers.ts';

const EVENT_HEADERS: FieldHeaders = {
	id: ['id', 'event_id', 'eventid'],
	at: ['occurred_at', 'event_time', ...(FEEDBACK_HEADERS['at'] ?? [])],
	name: words(`
		name event event_name event_type eventname action activity 事件 事件名 事件名称 イベント ereignis evento événement
		событие
	`),
	value: words('value amount count quantity 值 数值 数量 金额 wert valeur valor valore значение'),
	customer: (FEEDBACK_HEADERS['customer'] ?? []).filter((header) => header !== 'name'),
	version: FEEDBACK_HEADERS['version'] ?? []
};

const ATTRIBUTE = /^attributes\..+$/s;

export const isAttribute = (field: string): boolean => ATTRIBUTE.test(field);

export const attributeName = (field: string): string => field.slice('attributes.'.length);

/** A column's name as headers are compared: `Review Date`, `reviewDate` and `review.date` are `review_date`. */
export const asHeader = (text: string): string =>
	text
		.trim()
		.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_')
		.toLowerCase()
		.replaceAll(/[\s_.-]+/g, '_')
		.replaceAll(/^[_#*"']+|[_#*"':：?？]+$/g, '');

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
		.split(/[_:/()[\]]+/)
		.filter((word) => word !== '');
