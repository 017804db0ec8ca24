import { z } from 'zod';
import { MetricDefinition } from '#lib/domain/metric-definition.ts';
import { metricOf } from '#lib/domain/own-metric.ts';
import { questionSchema } from '#lib/domain/question.ts';
import { jsonResponse, productEndpoint, readJson } from '#lib/server/doors/api.ts';

const Preview = z.strictObject({ definition: MetricDefinition });

/** The number that a definition gives over the last four weeks, before anybody saved it. */
export const POST = productEndpoint(async ({ request, locals: { parts } }, product) => {
	const { definition } = await readJson(request, Preview);
	const { name, table, unit } = metricOf({ name: 'preview', title: '', unit: null, definition });
	const question = questionSchema([{ name, table, definition }]).parse({
		...{ metric: name, from: 'now-28d', to: 'now', bucket: 'all' }
	});
	const { result } = await parts.questions.ask(product, question, undefined, request.signal);
	return jsonResponse({ unit, bucket: result.series[0]?.buckets[0] });
});
