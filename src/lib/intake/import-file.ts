/** A file somewhere: on a disk, or chosen in a browser. `read` gives the bytes `[from, to)`, fewer at the end. */
export type ImportFile = Readonly<{
	name: string;
	bytes: number;
	read: (from: number, to: number) => Promise<Uint8Array>;
}>;

export type ImportTrouble =
	| 'empty'
	/** `kind` is what it is instead: `old-excel`, `gzip`, `zip`, `pdf`. */
	| 'not-a-table-file'
	/** Its bytes are not text in `encoding`. */
	| 'not-text'
	/** No header or no row was found; `reason` is the first row's trouble, in English, or ''. */
	| 'no-table'
	/** A header, its names in `columns`, and nothing below it. */
	| 'no-rows'
	/** There is no sheet `sheet`; the others are in `sheets`. */
	| 'no-sheet'
	/** A workbook or a JSON file that ends in its middle, or is not what its name says. */
	| 'broken';

/** Why a file cannot be imported at all: a code and what it is about, for whoever words it. */
export class ImportError extends Error {
	readonly code: ImportTrouble;
	readonly params: Readonly<Record<string, string>>;

	constructor(code: ImportTrouble, params: Readonly<Record<string, string>> = {}) {
		super(code);
		this.code = code;
		this.params = params;
	}
}
