import type { Filter, Question } from '#lib/domain/question.ts';
import type { Product } from '#lib/domain/product.ts';
import { createHash } from 'node:crypto';

const sorted = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

/** 1 and '1' say the same of a text, which is what all but the numeric fields are; a list is a set. */
function filterKey({ field, op, value }: Filter): string {
	const values = Array.isArray(value) ? value : [value];
	return JSON.stringify([field, op, sorted(values.map(String))]);
}

/** One text for equal questions: defaults are filled in by the schema, the order of filters says nothing. */
function questionKey({ number, timezone }: Product, question: Question): string {
	const { metric, from, to, bucket, filter, groupBy } = question;
	const groups = groupBy === undefined ? null : [groupBy, question.groups];
	return JSON.stringify([number, timezone, metric, from, to, bucket, sorted(filter.map(filterKey)), groups]);
}

const digest = (key: string): string => createHash('sha256').update(key).digest('base64url').slice(0, 22);

/** The id of a question within this installation, equal for equal questions in every process. */
export const questionId = (product: Product, question: Question): string => digest(questionKey(product, question));

/** The id of a product's stream of texts, equal for equal filters in every process. */
export const streamId = ({ number }: Product, filter: readonly Filter[]): string =>
	digest(JSON.stringify(['words', number, sorted(filter.map(filterKey))]));
