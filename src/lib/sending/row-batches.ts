/** Rows of one request, as NDJSON. */
export type Batch = Readonly<{
	body: Uint8Array<ArrayBuffer>;
	/** The line in the file of each row. */
	lines: readonly number[];
	/** How far into the file the batch reaches. */
	fileBytes: number;
}>;

const MOST_ROWS = 5000;
const MOST_BYTES = 5_000_000;

/** Collects rows up to the size of a request, in buffers that are used again: strings of so many rows would pile up. */
export type Batches = Readonly<{
	/** A batch, when the row no longer fits into it. */
	add: (json: string, line: number, fileBytes: number) => Batch | null;
	/** What is left; `null` when that is nothing. */
	take: (fileBytes: number) => Batch | null;
	/** Gives a batch's memory back when it has been sent. */
	release: (batch: Batch) => void;
}>;

const encoder = new TextEncoder();

export function createBatches(mostRows = MOST_ROWS): Batches {
	const free: Uint8Array<ArrayBuffer>[] = [];
	const buffers = new Map<Batch, Uint8Array<ArrayBuffer>>();
	let buffer: Uint8Array<ArrayBuffer> | null = null;
	let bytes = 0;
	let lines: number[] = [];

	function take(fileBytes: number): Batch | null {
		if (buffer === null) return null;
		// Without the last line break, after which some would look for a row.
		const batch = { body: buffer.subarray(0, bytes - 1), lines, fileBytes };
		buffers.set(batch, buffer);
		buffer = null;
		bytes = 0;
		lines = [];
		return batch;
	}

	/** Whether the row fitted into what the buffer has left. */
	function write(row: string, into: Uint8Array<ArrayBuffer>): boolean {
		const { read, written } = encoder.encodeInto(row, into.subarray(bytes));
		if (read < row.length) return false;
		bytes += written;
		return true;
	}

	return {
		add: (json, line, fileBytes) => {
			const row = `${json}\n`;
			let full = lines.length >= mostRows ? take(fileBytes) : null;
			buffer ??= free.pop() ?? new Uint8Array(MOST_BYTES);
			if (!write(row, buffer)) {
				if (lines.length > 0) full = take(fileBytes);
				// A row of its own may be larger than a batch; the server takes twice as much.
				buffer = free.pop() ?? new Uint8Array(MOST_BYTES);
				if (!write(row, buffer)) {
					buffer = encoder.encode(row);
					bytes = buffer.length;
				}
			}
			lines.push(line);
			return full;
		},
		take,
		release: (batch) => {
			const used = buffers.get(batch);
			buffers.delete(batch);
			if (used?.length === MOST_BYTES) free.push(used);
		}
	};
}
