/** `2026.11.22 16:34:32.072990 [ 6678 ] {query id} <Error> Source: message` */
const RECORD = /^[\d.]+ [\d:.]+ \[ \d+ \] \{(?<query>.*?)\} <(?:Error|Fatal)> (?<message>.*)/;

/** A stack trace's lines, and what surrounds them. */
const STACK_TRACE = /^(\d+\. .* @ 0x| ?\(version |\s*$)/;

/**
 * What a line of ClickHouse's own log says about the engine, or `null` when it says nothing: stack traces, and the
 * errors of single queries, which their clients hear of.
 */
export function engineLine(line: string): string | null {
	const record = RECORD.exec(line)?.groups;
	if (!record) return STACK_TRACE.test(line) ? null : line;
	if (record.query) return null;
	return record.message?.replace(/,? Stack trace \(when copying.*/, '') ?? null;
}
