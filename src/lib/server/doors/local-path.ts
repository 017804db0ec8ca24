/** The path when it stays on this server, else `/`: a link must not send people elsewhere after they signed in. */
export function localPath(next: string | null): string {
	if (next === null || !next.startsWith('/') || /[\\\p{Cc}]/u.test(next)) return '/';
	const base = 'http://here.invalid';
	const url = URL.canParse(next, base) ? new URL(next, base) : null;
	// Dots can leave two slashes at the front, and what follows those is another server.
	return url?.origin === base && !url.pathname.startsWith('//') ? url.pathname + url.search : '/';
}
