import { error } from '@sveltejs/kit';
import { listedMetric } from '#lib/server/doors/listed-metric.ts';
import type { PageServerLoad } from './$types.js';

/** The metrics that the product made itself, and whether whoever looks may change them. */
export const load: PageServerLoad = async ({ locals: { parts, identity, product } }) => {
	if (!product) error(404);
	const own = (await parts.metrics(product)).flatMap((metric) =>
		metric.definition
			? [{ ...listedMetric(metric), definition: metric.definition, unitName: metric.unitName ?? '' }]
			: []
	);
	return { own, mayChange: parts.access.mayDo(identity, 'write', product) };
};
