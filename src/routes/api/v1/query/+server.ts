import { Question } from '#lib/domain/question.ts';
import { QuestionError } from '#lib/domain/question-range.ts';
import { ApiError, jsonResponse, productEndpoint, readJson } from '#lib/server/doors/api.ts';

export const POST = productEndpoint(async ({ request, locals: { parts } }, product) => {
	const question = await readJson(request, Question);
	try {
		return jsonResponse(await parts.questions.ask(product, question));
	} catch (cause) {
		if (cause instanceof QuestionError)
			throw new ApiError(422, 'See errors.', [{ path: cause.path, message: cause.message }]);
		parts.log.error({ err: cause }, 'a question was not answered');
		throw new ApiError(503, 'The store did not answer. Try again.');
	}
});
