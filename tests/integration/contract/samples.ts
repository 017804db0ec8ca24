import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
	AnswerReply,
	ImportReply,
	KeyReply,
	MetricsReply,
	ProductReply,
	ProductsReply,
	ReleaseReply,
	ReleasesReply,
	RowsReply
} from '../../../src/lib/server/doors/replies.ts';

/** A request that is answered well; those about a release take version 1.0 for granted. */
export type Sample = { path: string; body?: Record<string, unknown>; status: number; reply: z.ZodType };

const NoContent = z.literal('');

/** One for each HTTP rule of the API, by its name in RULES; `slug` names the product. */
export const SAMPLES: Readonly<Record<string, (slug: string) => Sample>> = {
	'POST /api/v1/feedback': () => ({
		path: '/api/v1/feedback',
		body: { text: 'Good' },
		status: 200,
		reply: RowsReply
	}),
	'POST /api/v1/events': () => ({ path: '/api/v1/events', body: { name: 'opened' }, status: 200, reply: RowsReply }),
	'GET /api/v1/products': () => ({ path: '/api/v1/products', status: 200, reply: ProductsReply }),
	'POST /api/v1/products': () => ({
		path: '/api/v1/products',
		body: { slug: `t-${randomUUID()}`, name: 'Sample' },
		status: 201,
		reply: ProductReply
	}),
	'POST /api/v1/keys': (slug) => ({
		path: '/api/v1/keys',
		body: { product: slug, name: 'Sample', scopes: ['read'] },
		status: 201,
		reply: KeyReply
	}),
	'POST /api/v1/imports': () => ({
		path: '/api/v1/imports',
		body: { name: 'answers.csv' },
		status: 201,
		reply: ImportReply
	}),
	'GET /api/v1/releases': () => ({ path: '/api/v1/releases', status: 200, reply: ReleasesReply }),
	'POST /api/v1/releases': () => ({
		path: '/api/v1/releases',
		body: { version: `v-${randomUUID()}`, at: '2026-01-31T08:00:00Z' },
		status: 201,
		reply: ReleaseReply
	}),
	'GET /api/v1/releases/[version]': () => ({ path: '/api/v1/releases/1.0', status: 200, reply: ReleaseReply }),
	'PATCH /api/v1/releases/[version]': () => ({
		path: '/api/v1/releases/1.0',
		body: { title: 'First' },
		status: 200,
		reply: ReleaseReply
	}),
	'DELETE /api/v1/releases/[version]': () => ({ path: '/api/v1/releases/1.0', status: 204, reply: NoContent }),
	'GET /api/v1/metrics': () => ({ path: '/api/v1/metrics', status: 200, reply: MetricsReply }),
	'POST /api/v1/query': () => ({
		path: '/api/v1/query',
		body: { metric: 'feedback_volume', from: 'now-1h', to: 'now', bucket: 'all' },
		status: 200,
		reply: AnswerReply
	})
};

/** The HTTP rules of the API that ask for something: `[method, rule]`. */
export const methodOf = (rule: string): string => rule.split(' ', 1)[0] ?? '';
