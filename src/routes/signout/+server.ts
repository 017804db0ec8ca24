import { endpoint } from '#lib/server/doors/api.ts';

export const POST = endpoint(async ({ request, locals: { parts } }) => {
	const headers = new Headers({ location: '/signin' });
	for (const cookie of await parts.people.signOut(request.headers)) headers.append('set-cookie', cookie);
	return new Response(null, { status: 303, headers });
});
