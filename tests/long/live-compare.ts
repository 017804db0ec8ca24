import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { HeldPanel } from './live-client.ts';
import type { World } from './live-steps.ts';

const QUIET_MS = 10_000;

/** Compares every panel of every viewer with a fresh answer until they are equal; the words of what stays different. */
export async function compare({ api, product, clients, outcome }: World): Promise<string[]> {
	const untilMs = Date.now() + QUIET_MS;
	for (;;) {
		for (const client of clients) await client.ready();
		const held = new Map<string, HeldPanel[]>();
		for (const { panels } of clients)
			for (const one of panels.values()) held.set(one.panel, [...(held.get(one.panel) ?? []), one]);
		const asks = [...held.values()].map(async ([first, ...others]) => {
			if (!first) return null;
			const { status, body } = await api.ask(first.question, product);
			// What nobody would be answered any more has nothing left.
			const fresh = status === 422 ? { series: [] } : body.result;
			const stale = [first, ...others].find(({ result }) => !isDeepStrictEqual(result, fresh));
			if (!stale) return null;
			return `${JSON.stringify(stale.question)}\nrevision ${stale.revision} of ${stale.panel} shows ${JSON.stringify(stale.result)}\na fresh answer ${status} is ${JSON.stringify(fresh)}`;
		});
		const wrong = (await Promise.all(asks)).filter((one) => one !== null);
		if (wrong.length === 0 || Date.now() > untilMs) {
			outcome.compared += [...held.values()].flat().length;
			return wrong;
		}
		// Each try asks everything: no more often than that leaves time to answer.
		await delay(100);
	}
}
