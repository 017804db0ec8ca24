import { count } from 'drizzle-orm';
import { user } from '#db/metadata/schema.ts';
import type { Database } from './connect.ts';

export async function countPeople(database: Database): Promise<number> {
	const [row] = await database.select({ n: count() }).from(user);
	return row?.n ?? 0;
}
