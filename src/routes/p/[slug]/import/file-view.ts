import type { Survey } from '#lib/intake/survey-file.ts';
import type { FileView } from './worker-messages.ts';

const SEPARATED = new Map([
	[',', 'CSV'],
	['\t', 'TSV']
]);

/** How a file is read, as far as a person may want to change it. */
export function fileView({ format, encoding, isEncodingGuessed }: Survey): FileView {
	const name =
		format.kind === 'separated'
			? (SEPARATED.get(format.layout.separator) ?? `CSV (${format.layout.separator})`)
			: format.kind.toUpperCase();
	return { format: name, encoding, isEncodingGuessed, sheets: [], sheet: null };
}
