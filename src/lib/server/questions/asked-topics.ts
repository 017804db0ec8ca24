import type { MetricDefinition } from '#lib/domain/metric-definition.ts';
import { QuestionError } from '#lib/domain/question-range.ts';
import { TOPIC_FIELD, type Filter } from '#lib/domain/question.ts';
import type { Product } from '#lib/domain/product.ts';
import type { Topic } from '#lib/domain/topic.ts';

/** The product's topics as they are now. */
export type ReadTopics = (product: Product) => Promise<readonly Topic[]>;

type Asked = Readonly<{
	filter: readonly Filter[];
	groupBy?: string | undefined;
	/** Of a metric of the product's own; of a topic in it that is gone no answer is. */
	definition?: MetricDefinition;
}>;

const filtersOf = (definition: MetricDefinition): readonly Filter[] => [
	...definition.where,
	...(definition.kind === 'share' ? definition.of : []),
	...(definition.kind === 'conversion' ? definition.then : [])
];

/** Whether the answer hangs on what the topics are. */
export const isAboutTopics = ({ filter, groupBy, definition }: Asked): boolean =>
	groupBy === TOPIC_FIELD ||
	[...filter, ...(definition ? filtersOf(definition) : [])].some(({ field }) => field === TOPIC_FIELD);

/**
 * What the topics of a question mean now; empty, and nothing is read, where it has none.
 * @throws QuestionError for a topic that the product does not have
 */
export async function askedTopics(read: ReadTopics, product: Product, asked: Asked): Promise<readonly Topic[]> {
	if (!isAboutTopics(asked)) return [];
	const topics = await read(product);
	const known = new Set(['', ...topics.map(({ name }) => name)]);
	for (const [index, { field, value }] of asked.filter.entries()) {
		const unknown = [value].flat().find((name) => field === TOPIC_FIELD && !known.has(String(name)));
		if (unknown !== undefined)
			throw new QuestionError(
				`filter.${index}.value`,
				`There is no topic "${String(unknown).slice(0, 100)}". GET /api/v1/topics lists them.`
			);
	}
	return topics;
}
