import { NO_TIMES, withCell, type ColumnTimes } from '#lib/intake/column-times.ts';
import { cellReader, type FieldSource } from '#lib/intake/field-mapping.ts';
import { isReadable, quotedCell } from '#lib/intake/source-row.ts';
import type { DayOrder } from '#lib/intake/written-time.ts';
import { UsageError } from './failures.ts';
import { readFileRows, type Survey } from './survey-file.ts';

export type PlannedTimes = Readonly<{ dayOrder: DayOrder | null; wall: ColumnTimes['wall'] }>;

const sourceName = (source: FieldSource): string =>
	quotedCell('column' in source ? source.column.name : source.constant);

/** Reads on where the first rows leave day and month unclear: most often a later one decides. */
async function readWholeColumn(survey: Survey, read: (cells: readonly string[]) => string, signal: AbortSignal) {
	let times = NO_TIMES;
	for await (const { rows } of readFileRows(survey, signal)) {
		for (const row of rows) if (isReadable(row)) times = withCell(times, read(row.cells));
		if (times.order !== 'unclear') break;
	}
	return times;
}

/** How the column of times is to be read. @throws UsageError when that stays unclear or nothing in it is a time */
export async function planTimes(
	survey: Survey,
	{ source, asked, interrupted }: { source: FieldSource; asked: DayOrder | null; interrupted: AbortSignal }
): Promise<PlannedTimes> {
	const read = cellReader(source);
	const cells = survey.sample.map((row) => read(row.cells));
	let times: ColumnTimes = cells.reduce(withCell, NO_TIMES);
	const example = cells.find((cell) => cell !== '');
	if (!times.hasTimes && example !== undefined)
		throw new UsageError(
			`${sourceName(source)} does not look like a time: ${quotedCell(example)}. Map another column: --map at=COLUMN.`
		);
	if (asked) return { dayOrder: asked, wall: times.wall };
	if (times.order === 'unclear' && !survey.isWhole) times = await readWholeColumn(survey, read, interrupted);
	if (times.order === 'unclear')
		throw new UsageError(
			`${sourceName(source)} can be read in two ways: is ${quotedCell(example ?? '')} day-month-year (--date-format dmy) or month-day-year (--date-format mdy)?`
		);
	return { dayOrder: times.order, wall: times.wall };
}
