import type { RequestEvent } from '@sveltejs/kit';
import type { Product } from '#lib/domain/product.ts';
import type { Identity } from '#lib/server/access/identity.ts';
import type { Answer } from './raw-answer.ts';
import { ProblemReply, RowsReply } from './replies.ts';
import type { AnsweredRequest, RequestLog } from './request-log.ts';

/** What a refused request was about: the product it named, or that of the key it came with. */
const productOf = (product: Product | null, identity: Identity): Product | null =>
	product ?? (identity.kind === 'key' ? identity.product : null);

/** Whoever sends thousands of bad rows mends the first ones first. */
const MOST_ROWS = 20;

/** Why it was refused, the request as a whole or some of its rows. */
function whyOf(body: unknown): Pick<AnsweredRequest, 'rows' | 'problems'> {
	const rows = RowsReply.safeParse(body);
	if (rows.success) {
		const { accepted, duplicates, rejected } = rows.data;
		return {
			rows: { accepted, duplicates, rejected: rejected.length },
			problems: rejected
				.slice(0, MOST_ROWS)
				.flatMap(({ index, errors }) => errors.map((error) => ({ index, ...error })))
		};
	}
	const problem = ProblemReply.safeParse(body);
	if (!problem.success) return { rows: null, problems: [] };
	const { title, detail, errors = [] } = problem.data;
	const whole = errors.length > 0 ? errors : [{ path: '', message: detail ?? title }];
	return { rows: null, problems: whole.map((error) => ({ index: null, ...error })) };
}

type Seen = Readonly<{ path: string; identity: Identity; product: Product | null; bytes: number | null }>;

/** Keeps what a raw handler answered. */
export const seeAnswer = (log: RequestLog, { product, ...seen }: Seen, { status, body }: Answer): void =>
	log.record(productOf(product, seen.identity), { ...seen, status, ...whyOf(body) });

const SEEN_ROUTES = ['/api/v1/releases', '/api/v1/imports'];

/** Keeps what a route answered that takes releases or begins imports. */
export async function seeResponse(log: RequestLog, event: RequestEvent, response: Response): Promise<void> {
	const { request, route, locals } = event;
	if (request.method !== 'POST' || route.id === null || !SEEN_ROUTES.includes(route.id)) return;
	const body: unknown = response.ok ? null : await response.clone().json();
	const length = request.headers.get('content-length');
	log.record(productOf(locals.product, locals.identity), {
		path: route.id,
		identity: locals.identity,
		status: response.status,
		bytes: length === null ? null : Number(length),
		...whyOf(body)
	});
}
