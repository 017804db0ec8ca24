import * as m from '#lib/paraglide/messages.js';

const KINDS: Readonly<Record<string, () => string>> = {
	'old-excel': m.import_trouble_old_excel,
	gzip: m.import_trouble_gzip,
	zip: m.import_trouble_zip,
	pdf: m.import_trouble_pdf
};

/** Why a file cannot be imported, and what to do. */
export function troubleWords(code: string, params: Readonly<Record<string, string>>): string {
	const { kind = '', encoding = '', sheet = '', reason = '', columns = '' } = params;
	switch (code) {
		case 'empty':
			return m.import_trouble_empty();
		case 'not-a-table-file':
			return (KINDS[kind] ?? m.import_trouble_not_table)();
		case 'not-text':
			return m.import_trouble_not_text({ encoding });
		case 'no-table':
			return m.import_trouble_no_table();
		case 'no-rows':
			return m.import_trouble_no_rows({ columns });
		case 'no-sheet':
			return m.import_trouble_no_sheet({ sheet });
		case 'broken':
			return m.import_trouble_broken();
		default:
			return m.import_trouble_unexpected({ reason });
	}
}
