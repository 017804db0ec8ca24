import { NO_TIMES, withCell, type ColumnTimes } from './column-times.ts';
import { cellReader, type FieldMapping, type FieldSource } from './field-mapping.ts';
import { readImportRows } from './import-rows.ts';
import { createScoreRange, type ScoreRange } from './score-range.ts';
import { isReadable, type ReadableRow } from './source-row.ts';
import type { Survey } from './survey-file.ts';

export type ColumnScan = Readonly<{
	times: ColumnTimes;
	scores: ScoreRange;
	/** The first time that was written. */
	example: string;
	/** Whether a column of ids repeats one. */
	hasRepeatedIds: boolean;
}>;

/** A file up to this size is read whole before it is proposed how; of a larger one this much, and more while days stay unclear. */
const SCANNED_BYTES = 33_554_432;

/** Ids of so many rows are compared; more would fill the memory before anything was sent. */
const MOST_IDS = 200_000;

/** Scans by survey, then by columns: each answer of a person makes a proposal again, but reads no file again. */
const scans = new WeakMap<Survey, Map<string, ColumnScan>>();

type Fields = FieldMapping['fields'];

const placeOf = (source: FieldSource | undefined): string =>
	source === undefined ? '' : 'column' in source ? String(source.column.place) : `=${source.constant}`;

/** What the columns of time, score and id hold over the whole file, or over its beginning where that decides. */
export async function scanColumns(survey: Survey, fields: Fields, signal: AbortSignal): Promise<ColumnScan> {
	const known = scans.get(survey) ?? new Map<string, ColumnScan>();
	scans.set(survey, known);
	const key = ['at', 'score', 'id'].map((field) => placeOf(fields.get(field))).join();
	const scan = known.get(key) ?? (await scannedColumns(survey, fields, signal));
	if (!signal.aborted) known.set(key, scan);
	return scan;
}

async function scannedColumns(survey: Survey, fields: Fields, signal: AbortSignal): Promise<ColumnScan> {
	const read = (field: string) => cellReader(fields.get(field));
	const [at, score, id] = [read('at'), read('score'), read('id')];
	let times = NO_TIMES;
	let example = '';
	const scores = createScoreRange();
	const ids = new Set<string>();
	let hasRepeatedIds = false;

	function take({ cells }: ReadableRow): void {
		const time = at(cells);
		if (example === '') example = time;
		times = withCell(times, time);
		scores.add(score(cells));
		const ownId = id(cells);
		if (ownId === '' || hasRepeatedIds || ids.size >= MOST_IDS) return;
		hasRepeatedIds = ids.has(ownId);
		ids.add(ownId);
	}

	if (survey.isWhole) survey.sample.forEach(take);
	else
		for await (const { rows, bytes } of readImportRows(survey, signal)) {
			for (const row of rows) if (isReadable(row)) take(row);
			if (bytes > SCANNED_BYTES && times.order !== 'unclear') break;
		}
	return { times, scores: scores.range(), example, hasRepeatedIds };
}
