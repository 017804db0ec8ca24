import type { ImportKind } from '#lib/domain/import.ts';
import { createEventRows } from './event-rows.ts';
import { createFeedbackRows } from './feedback-rows.ts';
import type { FieldMapping } from './field-mapping.ts';
import { createReleaseRows } from './release-rows.ts';
import { createRowIds } from './row-ids.ts';
import type { ScoreReading } from './score-reading.ts';
import type { FieldError, ReadableRow } from './source-row.ts';
import type { DayOrder } from './written-time.ts';
import { createZoneClock } from './zone-clock.ts';

/** All that turns a file's rows into what is sent. */
export type ImportPlan = Readonly<{
	kind: ImportKind;
	mapping: FieldMapping;
	/** For scores without a scale of their own. */
	score: ScoreReading | null;
	dayOrder: DayOrder | null;
	/** For times without one. */
	zone: string;
}>;

/** A row ready to be sent: `json` goes to `POST /api/v1/{kind}` on a line of its own, `values` is for a person to look at. */
export type ImportedRow = Readonly<{ json: string; values: Readonly<Record<string, unknown>> }>;

export type ImportRead = ImportedRow | Readonly<{ errors: readonly FieldError[] }>;

export type RowTools = Readonly<{
	/** Of a text in UTF-8, as base64url: Node's and the browser's have nothing in common. */
	sha256: (text: string) => string;
	now: () => number;
	/** About how many rows the file has (`Survey.expectedRows`): the table that tells equal ones apart is made for them. */
	expectedRows?: number | null;
}>;

const withId = (id: string, json: string): string => `{"id":${JSON.stringify(id)},${json.slice(1)}`;

/** Reads rows in the order of the file; equal rows get different ids, so each pass over a file needs its own. */
export function createImportRows(
	{ kind, mapping, score, dayOrder, zone }: ImportPlan,
	{ sha256, now, expectedRows = null }: RowTools
): (row: ReadableRow) => ImportRead {
	const times = { dayOrder, clock: createZoneClock(zone) };
	if (kind === 'releases') {
		const read = createReleaseRows(mapping, times);
		return (row) => {
			const result = read(row);
			return 'errors' in result ? result : { json: JSON.stringify(result.release), values: result.release };
		};
	}
	const newId = createRowIds(sha256, expectedRows);
	if (kind === 'events') {
		const read = createEventRows({ mapping, times }, newId, now);
		return (row) => {
			const result = read(row);
			return 'errors' in result ? result : { json: withId(result.id, result.json), values: result.event };
		};
	}
	const read = createFeedbackRows({ mapping, score, times }, newId, now);
	return (row) => {
		const result = read(row);
		return 'errors' in result ? result : { json: withId(result.id, result.json), values: result.feedback };
	};
}
