import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Metadata } from '#lib/server/metadata/connect.ts';
import type { Change, Changes } from './create-changes.ts';

const CHANNEL = 'upshot_changes';
/** Batches of this long are told together. */
const COALESCE_MS = 20;
/** A notification holds 8,000 bytes; a change takes below a hundred. */
const CHANGES_PER_MESSAGE = 50;

const Message = z.object({
	from: z.string(),
	changes: z.array(
		z.object({
			product: z.number(),
			table: z.enum(['feedback', 'events']),
			range: z.object({ fromMs: z.number(), toMs: z.number() })
		})
	)
});

const widened = (a: Change | undefined, b: Change): Change =>
	a === undefined
		? b
		: { ...b, range: { fromMs: Math.min(a.range.fromMs, b.range.fromMs), toMs: Math.max(a.range.toMs, b.range.toMs) } };

/**
 * Changes of this process and of every other one on the same data, told by PostgreSQL's NOTIFY; `here` gets all of
 * them, and what it is told itself stays in this process. Resolves once it listens; the driver listens again by itself
 * when the connection was lost. What was told meanwhile is missed: the poll sees it.
 */
export async function shareChanges(
	here: Changes,
	{ listen, tell: tellOthers }: Pick<Metadata, 'listen' | 'tell'>,
	onError: (cause: unknown) => void
): Promise<Changes> {
	const id = randomBytes(8).toString('hex');
	const waiting = new Map<string, Change>();
	let timer: NodeJS.Timeout | null = null;

	function tell(): void {
		timer = null;
		const changes = [...waiting.values()];
		waiting.clear();
		for (let index = 0; index < changes.length; index += CHANGES_PER_MESSAGE) {
			const message = { from: id, changes: changes.slice(index, index + CHANGES_PER_MESSAGE) };
			tellOthers(CHANNEL, JSON.stringify(message)).catch(onError);
		}
	}
	await listen({
		channel: CHANNEL,
		onMessage: (payload) => {
			const message = Message.safeParse(JSON.parse(payload));
			if (!message.success || message.data.from === id) return;
			for (const change of message.data.changes) here.publish(change);
		},
		// The poll sees what was told meanwhile.
		onMissed: () => {}
	});
	return {
		subscribe: here.subscribe,
		publish: (change) => {
			here.publish(change);
			const key = `${change.product} ${change.table}`;
			waiting.set(key, widened(waiting.get(key), change));
			timer ??= setTimeout(tell, COALESCE_MS);
		}
	};
}
