import { and, asc, eq } from 'drizzle-orm';
import { topics } from '#db/metadata/schema.ts';
import type { Topic } from '#lib/domain/topic.ts';
import type { Database } from './connect.ts';

/** By name. */
export async function readTopics(database: Database, product: number): Promise<Topic[]> {
	const rows = await database.select().from(topics).where(eq(topics.product, product)).orderBy(asc(topics.name));
	return rows.map(({ name, terms, isAside }) => ({ name, terms, aboutProduct: !isAside }));
}

/** Each is looked for in every text that a question by topic reads. */
export const MOST_TOPICS = 100;

/** Keeps the topic instead of the one that had its name; `true` when none had, `null` where there is no room for one more. */
export async function saveTopic(database: Database, product: number, topic: Topic): Promise<boolean | null> {
	const saved = await readTopics(database, product);
	if (saved.length >= MOST_TOPICS && !saved.some(({ name }) => name === topic.name)) return null;
	const changes = { terms: topic.terms, isAside: !topic.aboutProduct };
	const made = await database
		.insert(topics)
		.values({ product, name: topic.name, ...changes })
		.onConflictDoNothing()
		.returning({ name: topics.name });
	if (made.length > 0) return true;
	await database
		.update(topics)
		.set(changes)
		.where(and(eq(topics.product, product), eq(topics.name, topic.name)));
	return false;
}

/** Whether the product had it. */
export async function deleteTopic(database: Database, product: number, name: string): Promise<boolean> {
	const deleted = await database
		.delete(topics)
		.where(and(eq(topics.product, product), eq(topics.name, name)))
		.returning({ name: topics.name });
	return deleted.length === 1;
}
