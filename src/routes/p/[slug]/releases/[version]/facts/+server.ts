import { error, json } from '@sveltejs/kit';
import { factsOfImpact } from '../../facts-of-impact.ts';
import type { RequestHandler } from './$types.js';

/** What is said of one release, by metric: the board asks for its rows one by one, as each may need fits of its own. */
export const GET: RequestHandler = async ({ params, locals: { parts, product } }) => {
	if (!product) error(404);
	const impact = await parts.verdicts.impact(product, params.version);
	// A board may ask for what was deleted a moment ago; that is nothing to complain of.
	return json({ facts: impact ? factsOfImpact(impact) : [] });
};
