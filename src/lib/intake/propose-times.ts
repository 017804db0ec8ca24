import type { ImportKind } from '#lib/domain/import.ts';
import type { ColumnScan } from './column-scan.ts';
import type { FieldSource } from './field-mapping.ts';
import type { ImportAnswers, ImportNote, ImportQuestion } from './import-answers.ts';
import type { DayOrder } from './written-time.ts';

export type ProposedTimes = Readonly<{
	dayOrder: DayOrder | null;
	zone: string;
	/** Whether there are times without a zone. */
	needsZone: boolean;
	notes: readonly ImportNote[];
	questions: readonly ImportQuestion[];
}>;

type TimeContext = Readonly<{ answers: ImportAnswers; scan: ColumnScan; zone: string }>;

const sourceName = (source: FieldSource): string => ('column' in source ? source.column.name : source.constant);

function orderQuestion(column: string, { example }: ColumnScan): ImportQuestion {
	const options = ['day-month', 'month-day'];
	return { field: 'at', code: 'day-order', params: { column, example }, options, default: 'day-month' };
}

/** How the cells of the column become instants, with a question where they do not tell. */
export function proposeTimes(
	kind: ImportKind,
	source: FieldSource | undefined,
	{ answers, scan, zone }: TimeContext
): ProposedTimes {
	const { times, example } = scan;
	const notes: ImportNote[] = [];
	const questions: ImportQuestion[] = [];
	const column = source ? sourceName(source) : '';
	if (source && !times.hasTimes && example !== '')
		questions.push({ field: 'at', code: 'not-a-time', params: { column, example }, options: [], default: null });
	const asked = answers.dayOrder ?? null;
	if (times.order === 'unclear' && asked === null) questions.push(orderQuestion(column, scan));
	const dayOrder = asked ?? (times.order === 'unclear' ? 'day-month' : times.order);
	if (times.order !== null && times.order !== 'unclear')
		notes.push({ field: 'at', code: 'day-order', params: { order: times.order } });
	if (times.hasSpreadsheetDays) notes.push({ field: 'at', code: 'excel-days', params: {} });
	const rollsOut = kind === 'releases' && times.wall === 'dates';
	const needsZone = times.wall !== 'none' && !rollsOut;
	if (rollsOut) notes.push({ field: 'at', code: 'dates-roll-out', params: {} });
	if (needsZone) {
		notes.push({ field: 'at', code: 'zone', params: { zone: answers.zone ?? zone, wall: times.wall } });
		if (answers.zone === undefined)
			questions.push({ field: 'at', code: 'zone', params: {}, options: [zone], default: zone });
	}
	return {
		dayOrder: times.order === null && asked === null ? null : dayOrder,
		zone: answers.zone ?? zone,
		needsZone,
		notes,
		questions
	};
}
