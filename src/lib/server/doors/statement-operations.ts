import { Statement } from '#lib/domain/statement.ts';
import { content, input, PRODUCT, type Operation } from './operation.ts';
import { StatementCostReply, StatementReply } from './replies.ts';

/** What can be asked in SQL. */
export const STATEMENT_OPERATIONS: readonly Operation[] = [
	{
		rule: 'POST /api/v1/sql',
		summary: "Ask in SQL: one SELECT on the product's feedback, events, releases and verdicts",
		body: input(Statement),
		parameters: [PRODUCT],
		replies: { 200: content(StatementReply) },
		problems: [429]
	},
	{
		rule: 'POST /api/v1/sql/cost',
		summary: 'What a statement will read at most; it is not run',
		body: input(Statement),
		parameters: [PRODUCT],
		replies: { 200: content(StatementCostReply) },
		problems: [429]
	}
];
