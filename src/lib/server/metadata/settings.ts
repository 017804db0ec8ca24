import { and, eq } from 'drizzle-orm';
import { settings } from '#db/metadata/schema.ts';
import type { Database } from './connect.ts';

export async function readSetting(database: Database, name: string): Promise<string | null> {
	const [row] = await database.select().from(settings).where(eq(settings.name, name));
	return row?.value ?? null;
}

export async function writeSetting(database: Database, name: string, value: string): Promise<void> {
	await database.insert(settings).values({ name, value }).onConflictDoUpdate({ target: settings.name, set: { value } });
}

/** Whether the setting still had this value and is gone now: of two that ask at once, one gets true. */
export async function takeSetting(database: Database, name: string, value: string): Promise<boolean> {
	const taken = await database
		.delete(settings)
		.where(and(eq(settings.name, name), eq(settings.value, value)))
		.returning({ name: settings.name });
	return taken.length === 1;
}

/** The stored value, or `value` stored first by whoever came first. */
export async function settingOr(database: Database, name: string, value: string): Promise<string> {
	await database.insert(settings).values({ name, value }).onConflictDoNothing();
	return (await readSetting(database, name)) ?? value;
}
