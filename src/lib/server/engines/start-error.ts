/** Stops a start for a reason the reader can mend: its message is one line that names the cause and the variable. */
export class StartError extends Error {
	override name = 'StartError';
}
