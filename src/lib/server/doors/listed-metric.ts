import type { ProductMetric } from '#lib/domain/metric-settings.ts';

/** A metric as it leaves the API. */
export const listedMetric = ({
	name,
	title,
	unit,
	unitName,
	direction,
	minimumMeaningfulEffect,
	weight,
	interval,
	definition
}: ProductMetric) => ({
	...{ name, title, unit: unitName ?? unit, direction, minimumMeaningfulEffect, weight, interval },
	...(definition && { definition })
});
