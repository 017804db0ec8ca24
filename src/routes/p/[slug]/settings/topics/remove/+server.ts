import { productEndpoint } from '#lib/server/doors/api.ts';

/** Removes a topic, as `DELETE /api/v1/topics/{name}` does, and leads back to the list. */
export const POST = productEndpoint(async ({ request, locals: { parts } }, product) => {
	const name = String((await request.formData()).get('name') ?? '');
	const wasThere = await parts.deleteTopic(product, name);
	const location = `/p/${product.slug}/settings${wasThere ? '?removed=topic' : ''}#topics`;
	return new Response(null, { status: 303, headers: { location } });
});
