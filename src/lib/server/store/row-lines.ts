/** More than any screen or program wants of one statement; what comes beyond is not even read. */
export const MOST_BYTES = 10_000_000;

/** The result had more bytes than anybody may ask for at once. */
export class TooManyBytes extends Error {}

/** ClickHouse broke off while it sent: this is what it said instead of the next row. */
export class BrokenOff extends Error {
	/** ClickHouse's number of what went wrong. */
	readonly code: string;
	constructor(text: string) {
		// Marks of the transport stand around what it says.
		super(/DB::Exception: ([^]*?\)) ?\(version/.exec(text)?.[1] ?? 'ClickHouse broke off');
		this.code = /\bCode: (\d+)/.exec(text)?.[1] ?? '';
	}
}

const LINE_END = 10;

/**
 * The lines of a stream as they come, of at most ten million bytes together.
 * @throws TooManyBytes before more than that is kept
 */
async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<string> {
	let bytes = 0;
	let pending: Buffer[] = [];
	for await (const chunk of stream) {
		bytes += chunk.length;
		if (bytes > MOST_BYTES) throw new TooManyBytes();
		let from = 0;
		for (let end = chunk.indexOf(LINE_END); end >= 0; end = chunk.indexOf(LINE_END, from)) {
			pending.push(chunk.subarray(from, end));
			yield Buffer.concat(pending).toString();
			pending = [];
			from = end + 1;
		}
		pending.push(chunk.subarray(from));
	}
	const rest = Buffer.concat(pending).toString();
	if (rest !== '') yield rest;
}

/** Beyond 2^53 a number would not come out as it went in: such whole numbers become texts. */
const exact = (line: string): string =>
	line.replaceAll(/"(?:[^"\\]|\\.)*"|(?<![\d.])-?\d{16,}(?![\d.eE])/g, (part) =>
		part.startsWith('"') || Number.isSafeInteger(Number(part)) ? part : `"${part}"`
	);

function parsed(line: string): unknown[] | null {
	try {
		const row: unknown = JSON.parse(/\d{16}/.test(line) ? exact(line) : line);
		return Array.isArray(row) ? row : null;
	} catch {
		return null;
	}
}

/**
 * Every row of a stream of JSON arrays, one a line.
 * @throws TooManyBytes
 * @throws BrokenOff where ClickHouse gave an error in the place of a row
 */
export async function* rowsOf(stream: AsyncIterable<Buffer>): AsyncGenerator<unknown[]> {
	let broken: string | null = null;
	for await (const line of linesOf(stream)) {
		if (broken !== null) broken += `\n${line}`;
		else if (line !== '') {
			const row = parsed(line);
			if (row) yield row;
			else broken = line;
		}
	}
	if (broken !== null) throw new BrokenOff(broken);
}
