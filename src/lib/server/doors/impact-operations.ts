import { DecisionInput } from '#lib/domain/decision.ts';
import { MetricSettings } from '#lib/domain/metric-settings.ts';
import { PromiseInput } from '#lib/domain/promise.ts';
import { DecisionReply, PromiseReply } from './impact-replies.ts';
import { content, input, PRODUCT, VERSION, type Operation } from './operation.ts';
import { MetricReply } from './replies.ts';

/** What the API can be asked to do about releases and what they did. */
export const IMPACT_OPERATIONS: readonly Operation[] = [
	{
		rule: 'PUT /api/v1/metrics/[name]',
		summary: 'Say which way a metric is better, which effect counts, and how much it counts; the rest has its default',
		body: input(MetricSettings),
		parameters: [PRODUCT, { ...VERSION, name: 'name' }],
		replies: { 200: content(MetricReply) }
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
	}
];
