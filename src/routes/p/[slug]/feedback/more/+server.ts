import { ApiError, jsonResponse, productEndpoint } from '#lib/server/doors/api.ts';
import { readPage } from '../answers-page.ts';
import { parseCursor, readAsked } from '../asked.ts';

/** The page of answers after `after`, for the list that grows as it is read. Nothing wrong in it is passed over. */
export const GET = productEndpoint(async ({ locals: { parts }, url }, product) => {
	const params = url.searchParams;
	const [releases, topics] = await Promise.all([parts.releases(product), parts.topics(product)]);
	const asked = readAsked(params, { nowMs: Date.now(), zone: product.timezone, releases, topics });
	const after = parseCursor(params.get('after') ?? '');
	const errors = [
		...asked.read.problems.map(({ part, text }) => ({
			path: part === 'range' ? 'from' : part,
			message: `Not understood: ${text.slice(0, 200)}`
		})),
		...(after.success ? [] : after.error.issues.map(({ message }) => ({ path: 'after', message })))
	];
	if (errors.length > 0 || !after.success) throw new ApiError(422, 'See errors.', errors);
	return jsonResponse(await readPage(asked, after.data, { parts, product }));
});
