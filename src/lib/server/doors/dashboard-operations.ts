import { dashboardInput } from '#lib/domain/dashboard.ts';
import { Question } from '#lib/domain/question.ts';
import { DashboardReply, DashboardsReply, DashboardVersionsReply } from './dashboard-replies.ts';
import { content, input, PRODUCT, VERSION, type Operation } from './operation.ts';

const NAME = { ...VERSION, name: 'name', description: 'The slug of the dashboard.' };
const REVISION = { name: 'revision', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } };

/** What the API can be asked to do about dashboards. */
export const DASHBOARD_OPERATIONS: readonly Operation[] = [
	{
		rule: 'GET /api/v1/dashboards',
		summary: 'The dashboards, by title',
		parameters: [PRODUCT],
		replies: { 200: content(DashboardsReply) }
	},
	{
		rule: 'GET /api/v1/dashboards/[name]',
		summary: 'One dashboard, in the form in which it can be put',
		parameters: [PRODUCT, NAME],
		replies: { 200: content(DashboardReply) }
	},
	{
		rule: 'PUT /api/v1/dashboards/[name]',
		summary: 'Make a dashboard, or replace it; with a revision only when it is still at that one',
		body: input(dashboardInput(Question)),
		parameters: [PRODUCT, NAME],
		replies: { 200: content(DashboardReply), 201: content(DashboardReply) },
		problems: [409]
	},
	{
		rule: 'DELETE /api/v1/dashboards/[name]',
		summary: 'Remove a dashboard; its versions stay',
		parameters: [PRODUCT, NAME],
		replies: { 204: {} }
	},
	{
		rule: 'GET /api/v1/dashboards/[name]/versions',
		summary: 'Every save of a dashboard, newest first, also of one that was removed',
		parameters: [PRODUCT, NAME],
		replies: { 200: content(DashboardVersionsReply) }
	},
	{
		rule: 'GET /api/v1/dashboards/[name]/versions/[revision]',
		summary: 'What a dashboard showed after that save; putting it brings it back',
		parameters: [PRODUCT, NAME, REVISION],
		replies: { 200: content(DashboardReply) }
	}
];
