/** What became of a file's rows so far. */
export type Tally = {
	/** Rows below the header, blank ones left out. */
	rows: number;
	blank: number;
	/** Rows that end the file below its table. */
	footer: number;
	accepted: number;
	/** Feedback and events that were there already. */
	duplicates: number;
	/** Releases that were there already. */
	updated: number;
	/** Rows with characters that the encoding could not give. */
	unreadable: number;
};

export const createTally = (): Tally => ({
	rows: 0,
	blank: 0,
	footer: 0,
	accepted: 0,
	duplicates: 0,
	updated: 0,
	unreadable: 0
});
