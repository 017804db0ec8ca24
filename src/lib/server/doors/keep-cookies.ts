import type { Cookies } from '@sveltejs/kit';

/** Carries `Set-Cookie` lines of the session keeper over to a page's own answer. */
export function keepCookies(cookies: Cookies, lines: readonly string[] | null): void {
	for (const line of lines ?? []) {
		const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
		const cut = pair.indexOf('=');
		const given = new Map(
			attributes.map((attribute): [string, string] => {
				const [name = '', value = ''] = attribute.split('=', 2);
				return [name.toLowerCase(), value];
			})
		);
		cookies.set(pair.slice(0, cut), decodeURIComponent(pair.slice(cut + 1)), {
			path: given.get('path') ?? '/',
			httpOnly: given.has('httponly'),
			secure: given.has('secure'),
			sameSite: 'lax',
			...(given.has('max-age') && { maxAge: Number(given.get('max-age')) })
		});
	}
}
