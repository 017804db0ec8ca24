import {
	error,
	redirect,
	type Handle,
	type HandleServerError,
	type RequestEvent,
	type ServerInit
} from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { paraglideMiddleware } from '#lib/paraglide/server.js';
import { NOBODY } from '#lib/server/access/identity.ts';
import { isProductAction, RULES, type Action } from '#lib/server/access/rules.ts';
import { compose, type Parts } from '#lib/server/compose.ts';
import { problemResponse } from '#lib/server/doors/problem.ts';
import { seeResponse } from '#lib/server/doors/see-request.ts';
import { unexpectedProblem } from '#lib/server/doors/unexpected.ts';
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

/** What the route answers, as `Allow` says it; '' where there is no such route. */
function allowed(routeId: string): string {
	const methods = Object.keys(RULES)
		.filter((rule) => rule.endsWith(` ${routeId}`))
		.flatMap((rule) => {
			const [method = ''] = rule.split(' ', 1);
			if (method === 'action') return ['POST'];
			return method === 'page' || method === 'GET' ? ['GET', 'HEAD'] : [method];
		});
	return [...new Set(methods)].join(', ');
}

function methodProblem(method: string, allow: string): Response {
	if (allow === '') return problemResponse(404);
	const response = problemResponse(405, `${method} is not answered here.`);
	response.headers.set('allow', allow);
	return response;
}

/** Who asks, which product, may they: before any route runs. */
const gate: Handle = async ({ event, resolve }) => {
	if (!parts) return problemResponse(503, 'Upshot is starting.');
	const { pathname, searchParams } = event.url;
	const api = isApi(pathname);
	event.locals.parts = parts;
	event.locals.identity = NOBODY;
	event.locals.product = null;
	event.locals.refused = null;
	const routeId = event.route.id;
	if (routeId === null) return api ? problemResponse(404, `There is nothing at ${pathname}.`) : resolve(event);
	const action = ruleOf(routeId, event.request.method);
	if (action === null) return methodProblem(event.request.method, allowed(routeId));

	const isRead = event.request.method === 'GET' || event.request.method === 'HEAD';
	if (!api && !isRead && !parts.isOurs(event.request.headers.get('origin')))
		error(403, 'This form was sent from another site.');
	const identified = await parts.identify(event.request.headers);
	// What is open to anybody is open to who holds a key of something else.
	if ('wrong' in identified) return action === 'public' ? resolve(event) : problemResponse(401, identified.wrong);
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
	if (!isProductPage(event)) error(status, title);
	// Nobody, and no product: every load answers with the error page, which knows the language.
	event.locals.identity = NOBODY;
	event.locals.refused = status;
	return resolve(event);
};

/** Its loads ask for the product that the gate let them reach, and answer with an error page without. */
const isProductPage = ({ request, route, params }: RequestEvent): boolean =>
	(request.method === 'GET' || request.method === 'HEAD') &&
	params.slug !== undefined &&
	RULES[`GET ${route.id ?? ''}`] === undefined;

/** As the gate, when what it stands on gives way: the API has one shape for that too. */
const guarded: Handle = async (input) => {
	try {
		return await gate(input);
	} catch (cause) {
		if (!parts || !isApi(input.event.url.pathname)) throw cause;
		return unexpectedProblem(cause, parts.log, input.event.route.id);
	}
};

const isLoopback = (address: string): boolean => /^(127\.|::1$|::ffff:127\.)/.test(address);

/** The page's language and theme, before the first byte. */
const appearance: Handle = ({ event, resolve }) =>
	paraglideMiddleware(event.request, ({ request, locale }) => {
		event.request = request;
		const theme = event.cookies.get('upshot_theme');
		event.locals.theme = theme === 'light' || theme === 'dark' ? theme : null;
		return resolve(event, {
			// Sheets stand in the head already.
			preload: ({ type }) => type === 'js',
			transformPageChunk: ({ html }) =>
				html
					.replace('%lang%', locale)
					.replace('%theme%', event.locals.theme === null ? '' : ` data-theme="${event.locals.theme}"`)
		});
	});

export const handle = sequence(appearance, guarded);

export const handleError: HandleServerError = ({ error: cause, event, status, message }) => {
	if (status >= 500) parts?.log.error({ err: cause, route: event.route.id }, 'a request failed');
	return { message };
};
