import { error, redirect, type Handle, type HandleServerError, type ServerInit } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { paraglideMiddleware } from '#lib/paraglide/server.js';
import { NOBODY } from '#lib/server/access/identity.ts';
import { isProductAction, RULES, type Action } from '#lib/server/access/rules.ts';
import { compose, type Parts } from '#lib/server/compose.ts';
import { problemResponse } from '#lib/server/doors/problem.ts';
import { seeResponse } from '#lib/server/doors/see-request.ts';
import { currentRuntime } from '#lib/server/runtime.ts';

let parts: Parts | null = null;

export const init: ServerInit = async () => {
	parts = (await compose(currentRuntime())).parts;
};

const isApi = (path: string): boolean => path.startsWith('/api/') || path === '/metrics';

/** The rule of a route and method; `null` when none is declared: then nobody is let in. */
function ruleOf(routeId: string, method: string): Action | null {
	const verb = method === 'HEAD' ? 'GET' : method;
	const asPage = RULES[`page ${routeId}`] ?? null;
	return RULES[`${verb} ${routeId}`] ?? (verb === 'POST' ? (RULES[`action ${routeId}`] ?? asPage) : asPage);
}

const hasRule = (routeId: string): boolean => Object.keys(RULES).some((rule) => rule.endsWith(` ${routeId}`));

/** Who asks, which product, may they: before any route runs. */
const gate: Handle = async ({ event, resolve }) => {
	if (!parts) return problemResponse(503, 'Upshot is starting.');
	const { pathname, searchParams } = event.url;
	const api = isApi(pathname);
	event.locals.parts = parts;
	event.locals.identity = NOBODY;
	event.locals.product = null;
	const routeId = event.route.id;
	if (routeId === null) return api ? problemResponse(404, `There is nothing at ${pathname}.`) : resolve(event);
	const action = ruleOf(routeId, event.request.method);
	if (action === null)
		return hasRule(routeId)
			? problemResponse(405, `${event.request.method} is not answered here.`)
			: problemResponse(404);

	const isRead = event.request.method === 'GET' || event.request.method === 'HEAD';
	if (!api && !isRead && !parts.isOurs(event.request.headers.get('origin')))
		error(403, 'This form was sent from another site.');
	const identified = await parts.identify(event.request.headers);
	if ('wrong' in identified) return problemResponse(401, identified.wrong);
	event.locals.identity = identified.identity;
	if (action === 'operate' && isLoopback(event.getClientAddress())) return resolve(event);
	const slug = api && isProductAction(action) ? searchParams.get('product') : (event.params.slug ?? null);
	const admission = await parts.access.admit(identified.identity, action, slug);
	if (!('refusal' in admission)) {
		event.locals.product = admission.product;
		const response = await resolve(event);
		await seeResponse(parts.requests, event, response);
		return response;
	}
	const { status, title, path } = admission.refusal;
	if (api) {
		const refused = problemResponse(status, title, path === undefined ? undefined : [{ path, message: title }]);
		await seeResponse(parts.requests, event, refused);
		return refused;
	}
	if (status === 401) redirect(303, `/signin?next=${encodeURIComponent(pathname + event.url.search)}`);
	error(status, title);
};

const isLoopback = (address: string): boolean => /^(127\.|::1$|::ffff:127\.)/.test(address);

/** The page's language and theme, before the first byte. */
const appearance: Handle = ({ event, resolve }) =>
	paraglideMiddleware(event.request, ({ request, locale }) => {
		event.request = request;
		const theme = event.cookies.get('upshot_theme');
		event.locals.theme = theme === 'light' || theme === 'dark' ? theme : null;
		return resolve(event, {
			transformPageChunk: ({ html }) =>
				html
					.replace('%lang%', locale)
					.replace('%theme%', event.locals.theme === null ? '' : ` data-theme="${event.locals.theme}"`)
		});
	});

export const handle = sequence(appearance, gate);

export const handleError: HandleServerError = ({ error: cause, event, status, message }) => {
	if (status >= 500) parts?.log.error({ err: cause, route: event.route.id }, 'a request failed');
	return { message };
};
