import type { Product } from '#lib/domain/product.ts';
import type { Filter } from '#lib/domain/question.ts';
import type { Topic } from '#lib/domain/topic.ts';
import type { Changes } from './changes/create-changes.ts';
import type { Database } from './metadata/connect.ts';
import { deleteTopic, readTopics, saveTopic } from './metadata/topics.ts';
import { isAboutTopics } from './questions/asked-topics.ts';
import type { ClickHouseClient } from './store/client.ts';
import { readAnswer, readAnswers, type AnswersQuestion } from './store/read-answers.ts';
import { readNewestWords } from './store/read-newest-words.ts';

/** Any answer may be about it. */
const ALL_TIME = { fromMs: 0, toMs: Date.UTC(2106, 0) };

type Options = Readonly<{ clickhouse: ClickHouseClient; database: Database; changes: Changes }>;

/** What routes do with answers, and with the topics that they are about. */
export function answerParts({ clickhouse, database, changes }: Options) {
	const topics = (product: Product) => readTopics(database, product.number);
	/** Of no use, and not read, where no filter asks for one. */
	const topicsOf = async (product: Product, filter: readonly Filter[]): Promise<readonly Topic[]> =>
		isAboutTopics({ filter }) ? topics(product) : [];
	/** Whoever looks at answers by topic is told as if answers had come. */
	const tell = (product: Product) => changes.publish({ product: product.number, table: 'feedback', range: ALL_TIME });
	return {
		answer: (product: Product, id: string) => readAnswer(clickhouse, product.number, id),
		answers: async (product: Product, question: Omit<AnswersQuestion, 'product' | 'topics'>) =>
			readAnswers(clickhouse, {
				...{ ...question, product: product.number },
				topics: await topicsOf(product, question.filter)
			}),
		newestWords: async (product: Product, { filter, limit }: { filter: readonly Filter[]; limit: number }) =>
			readNewestWords(clickhouse, {
				...{ product: product.number, filter, limit },
				topics: await topicsOf(product, filter)
			}),
		topics,
		/** `true` when it is a new one; `null` where the product has as many as it may. */
		saveTopic: async (product: Product, topic: Topic): Promise<boolean | null> => {
			const isNew = await saveTopic(database, product.number, topic);
			if (isNew !== null) tell(product);
			return isNew;
		},
		/** Whether the product had it. */
		deleteTopic: async (product: Product, name: string): Promise<boolean> => {
			const isDeleted = await deleteTopic(database, product.number, name);
			if (isDeleted) tell(product);
			return isDeleted;
		}
	};
}
