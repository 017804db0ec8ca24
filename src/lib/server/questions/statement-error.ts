import type { StatementPlace } from '#lib/domain/statement.ts';

/**
 * Why a statement got no answer, in words for who wrote it: `syntax` it is no SQL, `refused` it is not one honest
 * SELECT on its tables, `failed` ClickHouse could not work it out, `limit` it needs more than it may have.
 */
export class StatementError extends Error {
	readonly code: 'syntax' | 'refused' | 'failed' | 'limit';
	/** `null` where no place can be named. */
	readonly place: StatementPlace | null;

	constructor(code: StatementError['code'], message: string, place: StatementPlace | null = null, cause?: unknown) {
		super(message, { cause });
		this.code = code;
		this.place = place;
	}
}

/** This person or key, or everybody together, has as many statements running or waiting as they may. */
export class TooManyStatements extends Error {}

/** There is no user to ask under; the message says what to do. */
export class NoAnalystError extends Error {}
