import { endpoint } from '#lib/server/doors/api.ts';

/** Everything there is, as frames that `upshot backup` writes to files. */
export const GET = endpoint(({ locals: { parts } }) =>
	Promise.resolve(
		new Response(parts.backup(), {
			headers: { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' }
		})
	)
);
