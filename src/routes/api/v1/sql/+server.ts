import { Statement } from '#lib/domain/statement.ts';
import { jsonResponse, productEndpoint, readJson } from '#lib/server/doors/api.ts';
import { authorOf } from '#lib/server/doors/author.ts';
import { problemResponse } from '#lib/server/doors/problem.ts';
import { statementRefusal } from '#lib/server/doors/statement-problem.ts';
import { statementKey } from '#lib/server/doors/statement-rate.ts';
import { whileAsked } from '#lib/server/doors/while-asked.ts';

export const POST = productEndpoint(async ({ request, platform, locals: { parts, identity } }, product) => {
	const statement = await readJson(request, Statement);
	const asker = { key: statementKey(identity, product.number), name: authorOf(identity) };
	if (!parts.statementRate(asker.key)) return problemResponse(429, 'Too many statements in a short time.');
	try {
		const answer = await whileAsked(platform?.req, (signal) => parts.statements.ask(product, statement, asker, signal));
		// Nobody reads it.
		return answer ? jsonResponse(answer.result) : problemResponse(503);
	} catch (cause) {
		const refusal = statementRefusal(cause);
		if (refusal) return refusal;
		throw cause;
	}
});
