import { moment, type TimeStyle } from '#lib/ui/time-format.ts';
import { fieldWord } from './import-words.ts';

/** One value of a mapped row, named. */
export type RowValue = Readonly<{ name: string; text: string }>;

/** A mapped row in the order in which it is read: the time first, attributes last. The words stand apart. */
export function rowValues(values: Readonly<Record<string, unknown>>, style: TimeStyle): RowValue[] {
	return Object.entries(values).flatMap(([field, value]): RowValue[] => {
		if (value === undefined || value === null || field === 'text' || field === 'notes') return [];
		if (field === 'at')
			return [{ name: fieldWord(field), text: typeof value === 'number' ? moment(value, style) : String(value) }];
		if (typeof value === 'object') return Object.entries(value).map(([name, one]) => ({ name, text: String(one) }));
		return [{ name: fieldWord(field), text: String(value) }];
	});
}

/** The words of an answer, or what a release says about itself. */
export const rowWords = ({ text, notes }: Readonly<Record<string, unknown>>): string => String(text ?? notes ?? '');
