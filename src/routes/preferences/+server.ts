import { endpoint } from '#lib/server/doors/api.ts';
import { localPath } from '#lib/server/doors/local-path.ts';

const YEAR_S = 365 * 24 * 3600;
const THEMES = ['light', 'dark', 'system'];
const LOCALES = ['en', 'zh-CN'];

/** Theme and language of this browser; they are no secret and belong to nobody's account. */
export const POST = endpoint(async ({ request, cookies }) => {
	const form = await request.formData();
	const theme = String(form.get('theme') ?? '');
	const locale = String(form.get('locale') ?? '');
	const options = { path: '/', maxAge: YEAR_S, httpOnly: false, secure: false, sameSite: 'lax' as const };
	if (THEMES.includes(theme)) cookies.set('upshot_theme', theme, options);
	if (LOCALES.includes(locale)) cookies.set('PARAGLIDE_LOCALE', locale, options);
	return new Response(null, { status: 303, headers: { location: localPath(String(form.get('next') ?? '/')) } });
});
