import { METRICS } from '#lib/domain/metric.ts';
import { jsonResponse, productEndpoint } from '#lib/server/doors/api.ts';

export const GET = productEndpoint(async () =>
	jsonResponse({
		metrics: METRICS.map(({ name, title, unit, direction, minimumMeaningfulEffect, interval }) => ({
			name,
			title,
			unit,
			direction,
			minimumMeaningfulEffect,
			interval
		}))
	})
);
