/** The operating system's code of an error, such as `ENOENT`, or `''`. */
export function systemCode(cause: unknown): string {
	if (typeof cause !== 'object' || cause === null || !('code' in cause)) return '';
	return typeof cause.code === 'string' ? cause.code : '';
}
