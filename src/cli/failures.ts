/** The command line, the file or the environment asks for something that cannot be done: exit code 2. */
export class UsageError extends Error {}

/** The server refused, could not be reached or was not understood: exit code 3. */
export class ServerError extends Error {
	/** Reasons for each field, one readable line each. */
	readonly reasons: readonly string[];
	readonly status: number | null;

	constructor(message: string, { status = null, reasons = [] }: { status?: number | null; reasons?: string[] } = {}) {
		super(message);
		this.status = status;
		this.reasons = reasons;
	}
}
