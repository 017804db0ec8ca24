import { fail, redirect } from '@sveltejs/kit';
import { NewPerson } from '#lib/domain/person.ts';
import { isSetupToken, returnSetupToken, takeSetupToken } from '#lib/server/access/setup-link.ts';
import { keepCookies } from '#lib/server/doors/keep-cookies.ts';
import { fieldErrors, unknownField } from '#lib/server/doors/problem.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ url, locals: { parts } }) => {
	const token = url.searchParams.get('token') ?? '';
	if (await parts.people.hasAnyone()) redirect(303, '/');
	return { isOpen: await isSetupToken(parts.database, token) };
};

export const actions: Actions = {
	default: async ({ request, url, cookies, locals: { parts } }) => {
		const form = await request.formData();
		const typed = { name: String(form.get('name') ?? ''), email: String(form.get('email') ?? '') };
		const parsed = NewPerson.safeParse({ ...typed, password: String(form.get('password') ?? '') });
		if (!parsed.success) return fail(422, { typed, errors: fieldErrors(parsed.error, unknownField) });
		const token = url.searchParams.get('token') ?? '';
		// Taking it is the lock: of two that send the form at once, one becomes the administrator.
		if ((await parts.people.hasAnyone()) || !(await takeSetupToken(parts.database, token)))
			return fail(403, { typed, errors: [{ path: 'token', message: '' }] });
		try {
			await parts.people.create(parsed.data);
		} catch (cause) {
			await returnSetupToken(parts.database, token);
			throw cause;
		}
		keepCookies(cookies, await parts.people.signIn(parsed.data, request.headers));
		redirect(303, '/');
	}
};
