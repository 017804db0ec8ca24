import { endpoint, jsonResponse } from '#lib/server/doors/api.ts';

/** Both engines answer: 200, else 503 with the one that does not. */
export const GET = endpoint(async ({ locals: { parts } }) => {
	const [clickhouse, postgresql] = await Promise.all([parts.clickhouseIsAlive(), parts.metadataIsAlive()]);
	return jsonResponse({ clickhouse, postgresql }, clickhouse && postgresql ? 200 : 503);
});
