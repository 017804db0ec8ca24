import { productEndpoint } from '#lib/server/doors/api.ts';

/** How often the method would have cried wolf for `?metric=`: a line of JSON after each past week it looked at. */
export const GET = productEndpoint(async ({ url, locals: { parts } }, product) => {
	const gone = new AbortController();
	const weeks = parts.placebo(product, url.searchParams.get('metric') ?? '', gone.signal);
	const encoder = new TextEncoder();
	const body = new ReadableStream<Uint8Array>({
		pull: async (stream) => {
			const { value, done } = await weeks.next();
			if (done) stream.close();
			else stream.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
		},
		cancel: () => gone.abort()
	});
	// Compressed it would come all at once.
	const headers = { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store, no-transform' };
	return new Response(body, { headers });
});
