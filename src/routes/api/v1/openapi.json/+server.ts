import { endpoint, jsonResponse } from '#lib/server/doors/api.ts';
import { openApiDocument } from '#lib/server/doors/openapi.ts';

export const GET = endpoint(async () => jsonResponse(openApiDocument()));
