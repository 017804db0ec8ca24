import { z } from 'zod';
import type { Database } from '#lib/server/metadata/connect.ts';
import { readSetting, writeSetting } from '#lib/server/metadata/settings.ts';

const NAME = 'sample';

/** How far the sample is, for every process and over every restart. */
const SampleState = z.discriminatedUnion('phase', [
	/** Being stored; how far it moved is settled, so that a second attempt gives the same rows. */
	z.object({ phase: z.literal('filling'), shiftMs: z.number() }),
	/** `next` arrives next; the row before it was sent at `sentMs`. */
	z.object({ phase: z.literal('arriving'), shiftMs: z.number(), next: z.number(), sentMs: z.number() }),
	/** Its product may be gone already, its rows not yet. */
	z.object({ phase: z.literal('removing'), product: z.number() }),
	/** It does not come back by itself. */
	z.object({ phase: z.literal('removed') })
]);
export type SampleState = z.infer<typeof SampleState>;

/** `null` before the first start that wanted a sample. */
export async function readSampleState(database: Database): Promise<SampleState | null> {
	const text = await readSetting(database, NAME);
	return text === null ? null : SampleState.parse(JSON.parse(text));
}

export const writeSampleState = (database: Database, state: SampleState): Promise<void> =>
	writeSetting(database, NAME, JSON.stringify(state));
