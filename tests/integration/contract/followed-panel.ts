import { expect, vi } from 'vitest';
import type { Result } from '../../../src/lib/domain/question.ts';
import type { OpenPanel, PanelChange, Reply } from '../../../src/lib/live/contract.ts';
import type { Api, LiveSocket, TestProduct } from '../../fixtures/api.ts';
import { appliedResult } from '../../fixtures/applied-result.ts';

const DEADLINE_MS = 10_000;
const POLL = { timeout: DEADLINE_MS, interval: 25 };

/** A panel as a client holds it. */
export type FollowedPanel = Readonly<{
	panel: string;
	question: object;
	revision: () => number;
	result: () => Result;
	/** What came for this panel, in order. */
	changes: readonly PanelChange[];
	/** Changes whose base was another revision than the one held: none may be, as nothing is lost here. */
	misfits: readonly PanelChange[];
}>;

/** Opens the panel and applies every change from then on. @throws Error with the server's words when it is refused */
export function followPanel(socket: LiveSocket, question: object): Promise<FollowedPanel> {
	const changes: PanelChange[] = [];
	const misfits: PanelChange[] = [];
	return new Promise((resolve, reject) => {
		// Everything in one turn: a change right behind the reply must find the panel.
		socket.emit('panel:open', question, (reply: unknown) => {
			const opened = reply as Reply<OpenPanel>;
			if (!opened.ok) return reject(new Error(`${opened.error}: ${opened.message}`));
			let { revision, result } = opened.data;
			const { panel } = opened.data;
			socket.on('panels:changed', (frame) => {
				for (const change of frame.filter((one) => one.panel === panel)) {
					changes.push(change);
					if (change.base !== revision) misfits.push(change);
					result = appliedResult(result, change.changes);
					revision = change.revision;
				}
			});
			resolve({ panel, question, changes, misfits, revision: () => revision, result: () => result });
		});
	});
}

/** Waits until the panel shows exactly what a fresh query answers. @throws AssertionError with the difference */
export const expectCurrent = (api: Api, product: TestProduct, panel: FollowedPanel): Promise<void> =>
	vi.waitFor(async () => {
		const { status, body } = await api.ask(panel.question, product);
		expect(status).toBe(200);
		expect(panel.result()).toEqual(body.result);
		expect(panel.misfits).toEqual([]);
	}, POLL);

/** Waits until `check` no longer throws. */
export const eventually = (check: () => void | Promise<void>): Promise<void> => vi.waitFor(check, POLL);
