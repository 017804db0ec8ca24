import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
	AnswerReply,
	ImportReply,
	ImportsReply,
	KeyReply,
	MappingsReply,
	MetricReply,
	MetricsReply,
	ProductReply,
	ProductsReply,
	ReleaseReply,
	ReleasesReply,
	RowsReply,
	StatementCostReply,
	StatementReply
} from '../../../src/lib/server/doors/replies.ts';
import {
	DecisionReply,
	ImpactReply,
	PromiseReply,
	TopicReply,
	TopicsReply,
	WordsReply
} from '../../../src/lib/server/doors/impact-replies.ts';
import {
	DashboardReply,
	DashboardsReply,
	DashboardVersionsReply
} from '../../../src/lib/server/doors/dashboard-replies.ts';
import type { Api, TestProduct } from '../../fixtures/api.ts';

/** A request that is answered with `status`, and the schema of its reply. */
export type Sample = { path: string; body?: Record<string, unknown>; status: number; reply: z.ZodType };

type MakeSample = (api: Api, product: TestProduct) => Sample | Promise<Sample>;

const NoContent = z.literal('');

const api =
	(rest: Sample): MakeSample =>
	() =>
		rest;

let releases = 0;

/** Far from the others: each is judged beside all whose windows overlap its own. */
async function aRelease({ call, masterKey }: Api, { slug }: TestProduct): Promise<string> {
	const version = `v-${randomUUID()}`;
	const body = { version, at: Date.UTC(2000, 2 * releases++) };
	await call('POST', `/api/v1/releases?product=${slug}`, { key: masterKey, body });
	return `/api/v1/releases/${version}`;
}

async function anImport({ call, masterKey }: Api, { slug }: TestProduct): Promise<string> {
	const body = { name: 'answers.csv' };
	const made = await call('POST', `/api/v1/imports?product=${slug}`, { key: masterKey, body });
	return `/api/v1/imports/${ImportReply.parse(made.body).import}`;
}

async function aTopic({ call, masterKey }: Api, { slug }: TestProduct): Promise<string> {
	const path = `/api/v1/topics/t-${randomUUID()}`;
	await call('PUT', `${path}?product=${slug}`, { key: masterKey, body: { terms: ['slow'] } });
	return path;
}

const DASHBOARD = {
	title: 'Inbox health',
	panels: [
		{
			id: 'volume',
			question: { metric: 'feedback_volume', from: 'now-8w', to: 'now', bucket: 'day' },
			chart: 'bar',
			...{ x: 0, y: 0, w: 6, h: 4 }
		}
	],
	variables: [{ field: 'channel' }]
};

async function aDashboard({ call, masterKey }: Api, { slug }: TestProduct): Promise<string> {
	const path = `/api/v1/dashboards/d-${randomUUID()}`;
	await call('PUT', `${path}?product=${slug}`, { key: masterKey, body: DASHBOARD });
	return path;
}

async function aMetric({ call, masterKey }: Api, { slug }: TestProduct): Promise<string> {
	const path = '/api/v1/metrics/crashes';
	const body = { definition: { kind: 'count', over: 'events', where: [{ field: 'name', op: '=', value: 'crash' }] } };
	await call('PUT', `${path}?product=${slug}`, { key: masterKey, body });
	return path;
}

/** One for each HTTP rule of the API, by its name in RULES; it makes what it needs before. */
export const SAMPLES: Readonly<Record<string, MakeSample>> = {
	'POST /api/v1/feedback': api({ path: '/api/v1/feedback', body: { text: 'Good' }, status: 200, reply: RowsReply }),
	'POST /api/v1/events': api({ path: '/api/v1/events', body: { name: 'opened' }, status: 200, reply: RowsReply }),
	// Frames of bytes, the first of which begins a file.
	'GET /api/v1/backup': api({ path: '/api/v1/backup', status: 200, reply: z.string().startsWith('f') }),
	'GET /api/v1/products': api({ path: '/api/v1/products', status: 200, reply: ProductsReply }),
	'POST /api/v1/products': () => {
		const body = { slug: `t-${randomUUID()}`, name: 'Sample' };
		return { path: '/api/v1/products', body, status: 201, reply: ProductReply };
	},
	'POST /api/v1/keys': (_, { slug }) => {
		const body = { product: slug, name: 'Sample', scopes: ['read'] };
		return { path: '/api/v1/keys', body, status: 201, reply: KeyReply };
	},
	'GET /api/v1/imports': api({ path: '/api/v1/imports', status: 200, reply: ImportsReply }),
	'POST /api/v1/imports': api({ path: '/api/v1/imports', body: { name: 'a.csv' }, status: 201, reply: ImportReply }),
	'DELETE /api/v1/imports/[id]': async (...given) => ({
		path: await anImport(...given),
		status: 204,
		reply: NoContent
	}),
	'GET /api/v1/imports/mappings': api({ path: '/api/v1/imports/mappings', status: 200, reply: MappingsReply }),
	'PUT /api/v1/imports/mappings': api({
		path: '/api/v1/imports/mappings',
		body: { kind: 'feedback', columns: ['date', 'stars'], answers: {} },
		status: 204,
		reply: NoContent
	}),
	'GET /api/v1/releases': api({ path: '/api/v1/releases', status: 200, reply: ReleasesReply }),
	'POST /api/v1/releases': () => {
		const body = { version: `v-${randomUUID()}`, at: '2026-01-31T08:00:00Z' };
		return { path: '/api/v1/releases', body, status: 201, reply: ReleaseReply };
	},
	'GET /api/v1/releases/[version]': async (...given) => ({
		path: await aRelease(...given),
		status: 200,
		reply: ReleaseReply
	}),
	'PATCH /api/v1/releases/[version]': async (...given) => ({
		path: await aRelease(...given),
		body: { title: 'Changed' },
		status: 200,
		reply: ReleaseReply
	}),
	'DELETE /api/v1/releases/[version]': async (...given) => ({
		path: await aRelease(...given),
		status: 204,
		reply: NoContent
	}),
	'GET /api/v1/metrics': api({ path: '/api/v1/metrics', status: 200, reply: MetricsReply }),
	'PUT /api/v1/metrics/[name]': api({
		path: '/api/v1/metrics/stars',
		body: { minimumMeaningfulEffect: 0.2, weight: 'primary' },
		status: 200,
		reply: MetricReply
	}),
	'DELETE /api/v1/metrics/[name]': async (...given) => ({
		path: await aMetric(...given),
		status: 204,
		reply: NoContent
	}),
	'GET /api/v1/releases/[version]/impact': async (...given) => ({
		path: `${await aRelease(...given)}/impact`,
		status: 200,
		reply: ImpactReply
	}),
	'GET /api/v1/releases/[version]/words': async (...given) => ({
		path: `${await aRelease(...given)}/words`,
		status: 200,
		reply: WordsReply
	}),
	'GET /api/v1/releases/[version]/promise': async (...given) => ({
		path: `${await aRelease(...given)}/promise`,
		status: 200,
		reply: PromiseReply
	}),
	'PUT /api/v1/releases/[version]/promise': async (...given) => ({
		path: `${await aRelease(...given)}/promise`,
		body: { hypothesis: 'Fewer low scores', outcome: 'stars', guardrails: ['negative_volume'], margin: 0.2 },
		status: 200,
		reply: PromiseReply
	}),
	'GET /api/v1/releases/[version]/decision': async (...given) => ({
		path: `${await aRelease(...given)}/decision`,
		status: 200,
		reply: DecisionReply
	}),
	'PUT /api/v1/releases/[version]/decision': async (...given) => ({
		path: `${await aRelease(...given)}/decision`,
		body: { decision: 'keep', why: 'It helped.' },
		status: 200,
		reply: DecisionReply
	}),
	'GET /api/v1/topics': api({ path: '/api/v1/topics', status: 200, reply: TopicsReply }),
	'PUT /api/v1/topics/[name]': async (...given) => ({
		path: await aTopic(...given),
		body: { terms: ['no connection', '连不上'] },
		status: 200,
		reply: TopicReply
	}),
	'DELETE /api/v1/topics/[name]': async (...given) => ({
		path: await aTopic(...given),
		status: 204,
		reply: NoContent
	}),
	'GET /api/v1/dashboards': api({ path: '/api/v1/dashboards', status: 200, reply: DashboardsReply }),
	'GET /api/v1/dashboards/[name]': async (...given) => ({
		path: await aDashboard(...given),
		status: 200,
		reply: DashboardReply
	}),
	'PUT /api/v1/dashboards/[name]': async (...given) => ({
		path: await aDashboard(...given),
		body: DASHBOARD,
		status: 200,
		reply: DashboardReply
	}),
	'DELETE /api/v1/dashboards/[name]': async (...given) => ({
		path: await aDashboard(...given),
		status: 204,
		reply: NoContent
	}),
	'GET /api/v1/dashboards/[name]/versions': async (...given) => ({
		path: `${await aDashboard(...given)}/versions`,
		status: 200,
		reply: DashboardVersionsReply
	}),
	'GET /api/v1/dashboards/[name]/versions/[revision]': async (...given) => ({
		path: `${await aDashboard(...given)}/versions/1`,
		status: 200,
		reply: DashboardReply
	}),
	'POST /api/v1/query': api({
		path: '/api/v1/query',
		body: { metric: 'feedback_volume', from: 'now-1h', to: 'now', bucket: 'all' },
		status: 200,
		reply: AnswerReply
	}),
	'POST /api/v1/sql': api({
		path: '/api/v1/sql',
		body: { sql: 'SELECT count() AS n FROM feedback', from: 'now-1h' },
		status: 200,
		reply: StatementReply
	}),
	'POST /api/v1/sql/cost': api({
		path: '/api/v1/sql/cost',
		body: { sql: 'SELECT count() AS n FROM feedback' },
		status: 200,
		reply: StatementCostReply
	})
};

export const methodOf = (rule: string): string => rule.split(' ', 1)[0] ?? '';
