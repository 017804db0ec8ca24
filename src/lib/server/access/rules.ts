import type { Scope } from '#lib/domain/product.ts';

/**
 * What a door asks for: a scope on a product, the right to administer, to be signed in as a person, or nothing.
 * `operate` is for whoever runs the machine: loopback or the master key.
 */
export type Action = Scope | 'any-scope' | 'administer' | 'sign-in' | 'operate' | 'public';

/**
 * Every door and what it asks for. HTTP: `METHOD route`, pages as `page route`, what their
 * forms do as `action route` (as the page where that is missing); the socket: its
 * events. A route or event that is missing here answers nobody, and fails a test.
 */
export const RULES: Readonly<Record<string, Action>> = {
	'POST /api/v1/feedback': 'ingest',
	'POST /api/v1/events': 'ingest',
	'GET /api/v1/products': 'any-scope',
	'POST /api/v1/products': 'administer',
	'POST /api/v1/keys': 'administer',
	'GET /api/v1/imports': 'read',
	'POST /api/v1/imports': 'write',
	'DELETE /api/v1/imports/[id]': 'write',
	'GET /api/v1/imports/mappings': 'read',
	'PUT /api/v1/imports/mappings': 'write',
	'GET /api/v1/releases': 'read',
	'POST /api/v1/releases': 'write',
	'GET /api/v1/releases/[version]': 'read',
	'PATCH /api/v1/releases/[version]': 'write',
	'DELETE /api/v1/releases/[version]': 'write',
	'GET /api/v1/releases/[version]/impact': 'read',
	'GET /api/v1/releases/[version]/words': 'read',
	'GET /api/v1/releases/[version]/promise': 'read',
	'PUT /api/v1/releases/[version]/promise': 'write',
	'GET /api/v1/releases/[version]/decision': 'read',
	'PUT /api/v1/releases/[version]/decision': 'write',
	'GET /api/v1/metrics': 'read',
	'PUT /api/v1/metrics/[name]': 'write',
	'DELETE /api/v1/metrics/[name]': 'write',
	'GET /api/v1/topics': 'read',
	'PUT /api/v1/topics/[name]': 'write',
	'DELETE /api/v1/topics/[name]': 'write',
	'GET /api/v1/dashboards': 'read',
	'GET /api/v1/dashboards/[name]': 'read',
	'PUT /api/v1/dashboards/[name]': 'write',
	'DELETE /api/v1/dashboards/[name]': 'write',
	'GET /api/v1/dashboards/[name]/versions': 'read',
	'GET /api/v1/dashboards/[name]/versions/[revision]': 'read',
	'POST /api/v1/query': 'read',
	'POST /api/v1/sql': 'read',
	'POST /api/v1/sql/cost': 'read',
	'GET /api/v1/backup': 'administer',
	'GET /api/v1/openapi.json': 'public',
	'GET /healthz': 'public',
	'GET /readyz': 'public',
	'GET /metrics': 'operate',
	'POST /preferences': 'public',
	'POST /signout': 'public',
	'page /': 'sign-in',
	'page /setup': 'public',
	'page /signin': 'public',
	'page /p/[slug]': 'read',
	'page /p/[slug]/tv': 'read',
	'page /p/[slug]/feedback': 'read',
	'GET /p/[slug]/feedback/more': 'read',
	'page /p/[slug]/releases': 'read',
	'action /p/[slug]/releases': 'write',
	'page /p/[slug]/releases/[version]': 'read',
	'action /p/[slug]/releases/[version]': 'write',
	'GET /p/[slug]/releases/[version]/facts': 'read',
	'page /p/[slug]/dashboards': 'read',
	'action /p/[slug]/dashboards': 'write',
	'page /p/[slug]/dashboards/[name]': 'read',
	'page /p/[slug]/dashboards/[name]/tv': 'read',
	'page /p/[slug]/settings': 'read',
	'action /p/[slug]/settings': 'administer',
	'GET /p/[slug]/settings/false-alarms': 'read',
	'POST /p/[slug]/settings/topics/remove': 'write',
	'page /p/[slug]/settings/requests': 'read',
	'page /p/[slug]/settings/metrics': 'read',
	'POST /p/[slug]/settings/metrics/preview': 'read',
	'page /p/[slug]/import': 'write',
	'GET /p/[slug]/sample': 'read',
	'POST /p/[slug]/sample/remove': 'administer',
	'socket panel:open': 'read',
	'socket panel:close': 'read',
	'socket words:open': 'read',
	'socket words:close': 'read',
	'socket releases:open': 'read',
	'socket releases:close': 'read',
	'socket requests:open': 'read',
	'socket requests:close': 'read'
};

/** Actions that concern one product, which the request has to name. */
export const isProductAction = (action: Action): action is Scope =>
	action === 'ingest' || action === 'read' || action === 'write';
