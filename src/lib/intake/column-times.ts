import { isSpreadsheetDay, provenDayOrder, writtenTime, type DayOrder } from './written-time.ts';

/** What a column of times tells about how its cells are to be read. */
export type ColumnTimes = Readonly<{
	/** `unclear` while every day is at most 12, `null` where no cell ends with the year. */
	order: DayOrder | 'unclear' | null;
	/** What cells without a zone hold: `dates` as long as none has a clock time. */
	wall: 'none' | 'dates' | 'times';
	/** Whether any cell was read as a time, whichever the order. */
	hasTimes: boolean;
	/** Whether a cell counted days as spreadsheets do. */
	hasSpreadsheetDays: boolean;
}>;

export const NO_TIMES: ColumnTimes = { order: null, wall: 'none', hasTimes: false, hasSpreadsheetDays: false };

/** `times` with one more cell; the first proof of an order stands, later cells that break it are bad rows. */
export function withCell(times: ColumnTimes, cell: string): ColumnTimes {
	const text = cell.trim();
	const proven = provenDayOrder(text);
	const order = times.order === null || times.order === 'unclear' ? (proven ?? times.order) : times.order;
	const time = writtenTime(text, proven === 'unclear' ? 'day-month' : proven);
	if (!time) return times.order === order ? times : { ...times, order };
	const hasSpreadsheetDays = times.hasSpreadsheetDays || isSpreadsheetDay(text);
	const wall = !('wallMs' in time) ? 'none' : time.isDateOnly ? 'dates' : 'times';
	return {
		order,
		wall: times.wall === 'times' || wall === 'none' ? times.wall : wall,
		hasTimes: true,
		hasSpreadsheetDays
	};
}
