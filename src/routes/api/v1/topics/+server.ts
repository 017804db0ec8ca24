import { jsonResponse, productEndpoint } from '#lib/server/doors/api.ts';
import { readTopics } from '#lib/server/metadata/topics.ts';

export const GET = productEndpoint(async ({ locals: { parts } }, product) =>
	jsonResponse({ topics: await readTopics(parts.database, product.number) })
);
