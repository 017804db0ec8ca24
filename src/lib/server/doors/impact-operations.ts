import { DecisionInput } from '#lib/domain/decision.ts';
import { MetricSettings } from '#lib/domain/metric-settings.ts';
import { OwnMetricInput } from '#lib/domain/own-metric.ts';
import { PromiseInput } from '#lib/domain/promise.ts';
import { TopicInput } from '#lib/domain/topic.ts';
import { DecisionReply, ImpactReply, PromiseReply, TopicReply, TopicsReply, WordsReply } from './impact-replies.ts';
import { content, input, PRODUCT, VERSION, type Operation } from './operation.ts';
import { MetricReply } from './replies.ts';

/** What the API can be asked to do about releases and what they did. */
export const IMPACT_OPERATIONS: readonly Operation[] = [
	{
		rule: 'PUT /api/v1/metrics/[name]',
		summary:
			"Say which way a metric is better, which effect counts, and how much it counts; the rest has its default. With a `definition`, make or change a metric of the product's own",
		body: { anyOf: [input(MetricSettings), input(OwnMetricInput)] },
		parameters: [PRODUCT, { ...VERSION, name: 'name' }],
		replies: { 200: content(MetricReply), 201: content(MetricReply) },
		problems: [409]
	},
	{
		rule: 'DELETE /api/v1/metrics/[name]',
		summary: "Remove a metric of the product's own; 409 while something names it",
		parameters: [PRODUCT, { ...VERSION, name: 'name' }],
		replies: { 204: {} },
		problems: [409]
	},
	{
		rule: 'GET /api/v1/releases/[version]/impact',
		summary: 'What a release did to each metric, and how sure that is right now',
		parameters: [
			PRODUCT,
			VERSION,
			{ name: 'metric', in: 'query', schema: { type: 'string' }, description: 'This one alone.' }
		],
		replies: { 200: content(ImpactReply) },
		problems: [422]
	},
	{
		rule: 'GET /api/v1/releases/[version]/words',
		summary:
			'Words and short phrases whose share of the texts moved around a release, those that moved most first; nearly equal texts count once',
		parameters: [PRODUCT, VERSION],
		replies: { 200: content(WordsReply) }
	},
	{
		rule: 'GET /api/v1/releases/[version]/promise',
		summary: 'What was promised of a release, every revision, newest first',
		parameters: [PRODUCT, VERSION],
		replies: { 200: content(PromiseReply) }
	},
	{
		rule: 'PUT /api/v1/releases/[version]/promise',
		summary: 'Promise what a release will do, before there is one; later it adds a revision that says so',
		body: input(PromiseInput),
		parameters: [PRODUCT, VERSION],
		replies: { 200: content(PromiseReply) }
	},
	{
		rule: 'GET /api/v1/releases/[version]/decision',
		summary: 'What was decided about a release, newest first',
		parameters: [PRODUCT, VERSION],
		replies: { 200: content(DecisionReply) }
	},
	{
		rule: 'PUT /api/v1/releases/[version]/decision',
		summary: 'Decide what becomes of a release',
		body: input(DecisionInput),
		parameters: [PRODUCT, VERSION],
		replies: { 200: content(DecisionReply) }
	},
	{
		rule: 'GET /api/v1/topics',
		summary: 'The saved topics, by name',
		parameters: [PRODUCT],
		replies: { 200: content(TopicsReply) }
	},
	{
		rule: 'PUT /api/v1/topics/[name]',
		summary: 'Save a topic: answers that have one of its terms are about it, also those that are there already',
		body: input(TopicInput),
		parameters: [PRODUCT, { ...VERSION, name: 'name' }],
		replies: { 200: content(TopicReply), 201: content(TopicReply) }
	},
	{
		rule: 'DELETE /api/v1/topics/[name]',
		summary: 'Remove a topic',
		parameters: [PRODUCT, { ...VERSION, name: 'name' }],
		replies: { 204: {} }
	}
];
