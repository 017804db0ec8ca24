import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { HeldPanel } from './live-client.ts';
import type { World } from './live-steps.ts';

const QUIET_MS = 10_000;
/** Between two tries: asking takes the time in which the hub would answer. */
const PAUSE_MS = 50;

/** The panels of all viewers by their id. */
function heldPanels({ clients }: World): Map<string, HeldPanel[]> {
	const held = new Map<string, HeldPanel[]>();
	for (const { panels } of clients)
		for (const one of panels.values()) held.set(one.panel, [...(held.get(one.panel) ?? []), one]);
	return held;
}

/** What differs from a fresh answer, in words; `null` when nothing does. */
async function difference({ api, product }: World, held: readonly HeldPanel[]): Promise<string | null> {
	const [first] = held;
	if (!first) return null;
	const { status, body } = await api.ask(first.question, product);
	// What nobody would be answered any more has nothing left.
	const fresh = status === 422 ? { series: [] } : body.result;
	const stale = held.find(({ result }) => !isDeepStrictEqual(result, fresh));
	if (!stale) return null;
	return [
		JSON.stringify(stale.question),
		`revision ${stale.revision} of ${stale.panel} shows ${JSON.stringify(stale.result)}`,
		`a fresh answer ${status} is ${JSON.stringify(fresh)}`
	].join('\n');
}

/** Compares every panel of every viewer with fresh answers until it equals one; the words of those that never did. */
export async function compare(world: World): Promise<string[]> {
	const untilMs = Date.now() + QUIET_MS;
	const equal = new Set<string>();
	for (;;) {
		for (const client of world.clients) await client.ready();
		const open = [...heldPanels(world)].filter(([panel]) => !equal.has(panel));
		const asked = open.map(async ([panel, held]) => {
			const words = await difference(world, held);
			if (words !== null) return words;
			equal.add(panel);
			world.outcome.compared += held.length;
			return null;
		});
		const wrong = (await Promise.all(asked)).filter((words) => words !== null);
		if (wrong.length === 0 || Date.now() > untilMs) return wrong;
		await delay(PAUSE_MS);
	}
}
