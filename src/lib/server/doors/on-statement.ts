import type { Product } from '#lib/domain/product.ts';
import { QuestionError } from '#lib/domain/question-range.ts';
import { Statement } from '#lib/domain/statement.ts';
import type { StatementHub } from '#lib/server/live/create-statement-hub.ts';
import { TooManyOpen } from '#lib/server/live/too-many-open.ts';
import { NoAnalystError, StatementError, TooManyStatements } from '#lib/server/questions/statement-error.ts';
import { authorOf } from './author.ts';
import { refusal, type Answer, type LiveSocket } from './live-door.ts';
import { FULL, isFull } from './on-panel.ts';
import { fieldErrors, unknownField } from './problem.ts';
import { statementWords } from './statement-problem.ts';
import { statementKey, type StatementRate } from './statement-rate.ts';
import type { Viewers } from './viewers.ts';

/** Opens a panel that is asked in SQL; the socket was admitted to the product. */
export type OpenStatementPanel = (
	socket: LiveSocket,
	asked: object,
	door: Readonly<{ product: Product; reply: Answer }>
) => Promise<void>;

/** @throws what nobody foresaw */
function refusalOf(cause: unknown): ReturnType<typeof refusal> {
	if (cause instanceof StatementError) return refusal(cause.code, statementWords(cause));
	if (cause instanceof QuestionError) return refusal('invalid-question', `${cause.path}: ${cause.message}`);
	if (cause instanceof TooManyOpen || cause instanceof TooManyStatements) return refusal('too-many', cause.message);
	if (cause instanceof NoAnalystError) return refusal('unavailable', cause.message);
	throw cause;
}

export const createOnStatement =
	(hub: StatementHub, viewers: Viewers, mayAsk: StatementRate): OpenStatementPanel =>
	async (socket, asked, { product, reply }) => {
		const statement = Statement.safeParse(asked);
		if (!statement.success) {
			const [first] = fieldErrors(statement.error, unknownField, asked);
			return reply(refusal('invalid-question', `${first?.path || 'sql'}: ${first?.message ?? 'is wrong.'}`));
		}
		if (isFull(viewers, socket)) return reply(FULL);
		const { identity } = socket.data;
		const asker = { key: statementKey(identity, product.number), name: authorOf(identity) };
		if (!mayAsk(asker.key)) return reply(refusal('too-many', 'Too many statements in a short time.'));
		try {
			await viewers.open(
				hub,
				socket,
				(deliver) => hub.open({ product, statement: statement.data, asker }, deliver),
				(panel) => reply({ ok: true, data: panel })
			);
		} catch (cause) {
			reply(refusalOf(cause));
		}
	};
