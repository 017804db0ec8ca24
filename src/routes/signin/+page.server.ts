import { fail, redirect } from '@sveltejs/kit';
import { createAttempts } from '#lib/server/access/attempts.ts';
import { keepCookies } from '#lib/server/doors/keep-cookies.ts';
import { localPath } from '#lib/server/doors/local-path.ts';
import type { Actions, PageServerLoad } from './$types.js';

const attempts = createAttempts(() => Date.now());

export const load: PageServerLoad = async ({ url, request, locals: { parts } }) => {
	const next = localPath(url.searchParams.get('next'));
	if ((await parts.people.identify(request.headers)).kind === 'person') redirect(303, next);
	return { isEmpty: !(await parts.people.hasAnyone()) };
};

export const actions: Actions = {
	default: async ({ request, url, cookies, getClientAddress, locals: { parts } }) => {
		const form = await request.formData();
		const email = String(form.get('email') ?? '')
			.trim()
			.toLowerCase();
		const password = String(form.get('password') ?? '');
		if (!attempts.mayTry(email, getClientAddress())) return fail(429, { email, error: 'too-many' as const });
		const session = await parts.people.signIn({ email, password }, request.headers);
		if (!session) return fail(401, { email, error: 'wrong' as const });
		attempts.forget(email, getClientAddress());
		keepCookies(cookies, session);
		redirect(303, localPath(url.searchParams.get('next')));
	}
};
