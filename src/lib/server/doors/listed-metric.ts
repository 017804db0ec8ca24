import type { ProductMetric } from '#lib/domain/metric-settings.ts';

/** A metric as it leaves the API. */
export const listedMetric = ({
	name,
	title,
	unit,
	direction,
	minimumMeaningfulEffect,
	weight,
	interval
}: ProductMetric) => ({ name, title, unit, direction, minimumMeaningfulEffect, weight, interval });
