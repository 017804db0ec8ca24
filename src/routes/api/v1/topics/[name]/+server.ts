import { TopicInput, TopicName } from '#lib/domain/topic.ts';
import { ApiError, jsonResponse, notFound, productEndpoint, readJson } from '#lib/server/doors/api.ts';
import { MOST_TOPICS } from '#lib/server/metadata/topics.ts';

/** @throws ApiError 404 for what no topic can be called */
function nameOf({ name }: Partial<Record<string, string>>): string {
	const parsed = TopicName.safeParse(name);
	if (!parsed.success) throw notFound('No topic can be called that.');
	return parsed.data;
}

export const PUT = productEndpoint(async ({ request, params, locals: { parts } }, product) => {
	const topic = { name: nameOf(params), ...(await readJson(request, TopicInput)) };
	const isNew = await parts.saveTopic(product, topic);
	if (isNew === null)
		throw new ApiError(422, 'See errors.', [
			{ path: '', message: `A product has at most ${MOST_TOPICS} topics. Remove one first.` }
		]);
	return jsonResponse(topic, isNew ? 201 : 200);
});

export const DELETE = productEndpoint(async ({ params, locals: { parts } }, product) => {
	const name = nameOf(params);
	if (!(await parts.deleteTopic(product, name))) throw notFound('This product has no such topic.');
	return new Response(null, { status: 204 });
});
