import type { ImportKind } from '#lib/domain/import.ts';
import { headersOf, asHeader } from './fields.ts';
import type { Survey } from './survey-file.ts';

/** What the rows of a file are, by the names of its columns: releases have versions and notes but no score, events a name or a value. */
export function kindOf({ columns }: Survey): ImportKind {
	const names = new Set(columns.filter(({ isMet }) => isMet).map(({ name }) => asHeader(name)));
	const has = (kind: ImportKind, field: string): boolean =>
		(headersOf(kind)[field] ?? []).some((header) => names.has(header));
	const hasScore = has('feedback', 'score') || has('feedback', 'scale');
	if (!hasScore && has('releases', 'version') && has('releases', 'at') && (has('releases', 'notes') || names.size <= 3))
		return 'releases';
	if (hasScore || has('feedback', 'text')) return 'feedback';
	return has('events', 'name') || has('events', 'value') ? 'events' : 'feedback';
}
