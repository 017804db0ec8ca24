import type { ImportKind } from '#lib/domain/import.ts';

/** The order in which a person thinks of them. */
export const FIELDS: Readonly<Record<ImportKind, readonly string[]>> = {
	feedback: ['at', 'score', 'scale', 'text', 'title', 'customer', 'version', 'channel', 'lang', 'id'],
	events: ['at', 'name', 'value', 'customer', 'version', 'id'],
	releases: ['version', 'at', 'title', 'notes', 'url', 'assignment', 'rollout']
};

/** Without these nothing can be sent. */
const NEEDED: Readonly<Record<ImportKind, readonly string[]>> = {
	feedback: ['at'],
	events: ['at', 'name'],
	releases: ['version', 'at']
};

export const isNeeded = (kind: ImportKind, field: string): boolean => NEEDED[kind].includes(field);

/** Fields that may well have the same value in every row of a file. */
const CONSTANT = ['channel', 'version', 'lang', 'customer', 'name'];

export const mayBeConstant = (kind: ImportKind, field: string): boolean =>
	CONSTANT.includes(field) && !(kind === 'releases' && field === 'version');
