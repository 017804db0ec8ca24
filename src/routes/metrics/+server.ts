import { endpoint } from '#lib/server/doors/api.ts';

export const GET = endpoint(
	async ({ locals: { parts } }) =>
		new Response(await parts.figures.text(), { headers: { 'content-type': parts.figures.contentType } })
);
