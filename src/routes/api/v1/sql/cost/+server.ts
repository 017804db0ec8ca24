import { Statement } from '#lib/domain/statement.ts';
import { jsonResponse, productEndpoint, readJson } from '#lib/server/doors/api.ts';
import { problemResponse } from '#lib/server/doors/problem.ts';
import { statementRefusal } from '#lib/server/doors/statement-problem.ts';
import { statementKey } from '#lib/server/doors/statement-rate.ts';

export const POST = productEndpoint(async ({ request, locals: { parts, identity } }, product) => {
	const statement = await readJson(request, Statement);
	if (!parts.statementRate(statementKey(identity, product.number)))
		return problemResponse(429, 'Too many statements in a short time.');
	try {
		return jsonResponse(await parts.statements.costOf(product, statement));
	} catch (cause) {
		const refusal = statementRefusal(cause);
		if (refusal) return refusal;
		throw cause;
	}
});
