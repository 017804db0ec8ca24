import { QuestionError } from '#lib/domain/question-range.ts';
import { NoAnalystError, StatementError, TooManyStatements } from '#lib/server/questions/statement-error.ts';
import { problem, problemHeaders, problemResponse, type Problem } from './problem.ts';

const TITLES: Readonly<Record<StatementError['code'], string>> = {
	syntax: 'This is no SQL',
	refused: 'This cannot be asked here',
	failed: 'This cannot be answered',
	limit: 'This is too much'
};

/** What is wrong, and where. */
export const statementWords = ({ message, place }: StatementError): string =>
	place ? `Line ${place.line}, column ${place.column}: ${message}` : message;

function statementProblem(error: StatementError): Problem {
	const { code, place } = error;
	const said = statementWords(error);
	return { ...problem(422, said, [{ path: 'sql', message: said }]), title: TITLES[code], code, ...place };
}

/** The answer to a statement that got none; `null` for what nobody foresaw. */
export function statementRefusal(cause: unknown): Response | null {
	if (cause instanceof StatementError)
		return new Response(JSON.stringify(statementProblem(cause)), { status: 422, headers: problemHeaders(422) });
	if (cause instanceof QuestionError)
		return problemResponse(422, 'See errors.', [{ path: cause.path, message: cause.message }]);
	if (cause instanceof TooManyStatements) return problemResponse(429, cause.message);
	if (cause instanceof NoAnalystError) return problemResponse(503, cause.message);
	return null;
}
