import { QuestionError } from '#lib/domain/question-range.ts';
import { SlowQuestionError } from '#lib/domain/slow-question.ts';
import { ApiError, jsonResponse, productEndpoint, readJson } from '#lib/server/doors/api.ts';
import { problemResponse } from '#lib/server/doors/problem.ts';
import { whileAsked } from '#lib/server/doors/while-asked.ts';

export const POST = productEndpoint(async ({ request, platform, locals: { parts } }, product) => {
	const question = await readJson(request, await parts.questionSchema(product));
	try {
		const answer = await whileAsked(platform?.req, (signal) =>
			parts.questions.ask(product, question, undefined, signal)
		);
		// Nobody reads it.
		return answer ? jsonResponse(answer) : problemResponse(503);
	} catch (cause) {
		if (cause instanceof QuestionError)
			throw new ApiError(422, 'See errors.', [{ path: cause.path, message: cause.message }]);
		if (cause instanceof SlowQuestionError)
			throw new ApiError(503, 'That reads too much for one question. Ask for a shorter range, or filter by less.');
		parts.log.error({ err: cause }, 'a question was not answered');
		throw new ApiError(503, 'The store did not answer. Try again.');
	}
});
