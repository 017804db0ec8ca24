/** Drizzle puts what was stored, keys and names of people among it, behind this into its message. */
const PARAMETERS = /\nparams: [\s\S]*$/;

/** What PostgreSQL could not read as a number or a date. */
const VALUE = /: "[\s\S]*"$/;

/** What a log may hold of a failure: its kind, code, message and place, and those of its causes; never a value. */
export type LoggedError = Readonly<{
	type: string;
	message: string;
	code?: string;
	stack?: string;
	cause?: LoggedError;
}>;

const textOf = (cause: object, name: string): string | null => {
	const value: unknown = Reflect.get(cause, name);
	return typeof value === 'string' ? value : null;
};

/** The lines of the stack that name places; the message above them is told apart. */
const placesOf = (stack: string): string =>
	stack
		.split('\n')
		.filter((line) => /^\s+at /.test(line))
		.join('\n');

/** Everything else that drivers hang on their errors, such as parameters and details of a row, stays out. */
export function loggedError(cause: unknown): LoggedError {
	if (!(cause instanceof Error)) return { type: typeof cause, message: 'something that is no error was thrown' };
	const code = textOf(cause, 'code');
	const stack = textOf(cause, 'stack');
	return {
		type: cause.name,
		message: cause.message.replace(PARAMETERS, '').replace(VALUE, ''),
		...(code !== null && { code }),
		...(stack !== null && { stack: placesOf(stack) }),
		...(cause.cause !== undefined && { cause: loggedError(cause.cause) })
	};
}
