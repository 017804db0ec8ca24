import type { Filter, Question } from '#lib/domain/question.ts';
import type { Product } from '#lib/domain/product.ts';
import { createHash } from 'node:crypto';

/** A filter says the same whatever its values' order, and 1 and '1' only where both are text. */
const filterKey = ({ field, op, value }: Filter): string =>
	JSON.stringify([field, op, Array.isArray(value) ? value.map((one) => JSON.stringify(one)).sort() : value]);

/** One text for equal questions: defaults are filled in by the schema, the order of filters says nothing. */
function questionKey({ number }: Product, question: Question): string {
	const { metric, from, to, bucket, filter, groupBy } = question;
	const groups = groupBy === undefined ? null : [groupBy, question.groups];
	return JSON.stringify([number, metric, from, to, bucket, filter.map(filterKey).sort(), groups]);
}

const digest = (key: string): string => createHash('sha256').update(key).digest('base64url').slice(0, 22);

/** The id of a question within this installation, equal for equal questions in every process. */
export const questionId = (product: Product, question: Question): string => digest(questionKey(product, question));

/** The id of a product's stream of texts, equal for equal filters in every process. */
export const streamId = ({ number }: Product, filter: readonly Filter[]): string =>
	digest(JSON.stringify(['words', number, filter.map(filterKey).sort()]));
