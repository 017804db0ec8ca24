import { endpoint } from '#lib/server/doors/api.ts';

export const POST = endpoint(async ({ request, locals: { parts } }) => {
	const headers = new Headers({ location: '/signin' });
	const { cookies, session } = await parts.people.signOut(request.headers);
	for (const cookie of cookies) headers.append('set-cookie', cookie);
	if (session !== null) await parts.sessionEnded(session);
	return new Response(null, { status: 303, headers });
});
