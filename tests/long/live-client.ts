import { setTimeout as delay } from 'node:timers/promises';
import type { Result } from '../../src/lib/domain/question.ts';
import type { OpenPanel, PanelChange, Reply } from '../../src/lib/live/contract.ts';
import { asked, openSocket, type LiveSocket } from '../fixtures/api.ts';
import { appliedResult } from '../fixtures/applied-result.ts';

export type HeldPanel = { panel: string; question: object; revision: number; result: Result; times: number };

const BACK_MS = 30_000;

/**
 * A viewer made from contract.md's words alone: applies what comes, opens a panel again when a change does not fit, and
 * all of them when the connection was lost.
 */
export function createLiveClient({ url, key }: { url: () => string; key: string }) {
	const panels = new Map<string, HeldPanel>();
	const counts = { frames: 0, changes: 0, misfits: 0, reconnects: 0 };
	/** Changes of panels that this viewer does not have open. */
	const strays: PanelChange[] = [];
	let socket: LiveSocket | null = null;
	let connecting: Promise<void> = Promise.resolve();
	let closed = false;

	function onChanged(frame: readonly PanelChange[]): void {
		counts.frames++;
		for (const change of frame) {
			const held = panels.get(change.panel);
			if (!held) {
				strays.push(change);
				continue;
			}
			counts.changes++;
			if (change.base !== held.revision) {
				counts.misfits++;
				// A connection that is lost meanwhile opens everything again anyway.
				connecting = connecting.then(() => openAgain(held)).catch(() => {});
				continue;
			}
			held.result = appliedResult(held.result, change.changes);
			held.revision = change.revision;
		}
	}

	/** The reply is taken over in its own turn: a change right behind it must find the panel. */
	function emitOpen(to: LiveSocket, question: object): Promise<HeldPanel | string> {
		return new Promise((resolve, reject) => {
			to.once('disconnect', () => reject(new Error('connection lost')));
			to.emit('panel:open', question, (given: unknown) => {
				const reply = given as Reply<OpenPanel>;
				if (!reply.ok) return resolve(reply.error);
				const { panel, revision, result } = reply.data;
				const times = panels.get(panel)?.times ?? 0;
				const held = { panel, question, revision, result, times };
				panels.set(panel, held);
				resolve(held);
			});
		});
	}

	async function openAgain(held: HeldPanel): Promise<void> {
		if (!socket || !panels.has(held.panel)) return;
		const again = await emitOpen(socket, held.question);
		if (typeof again !== 'string') await asked(socket, 'panel:close', { panel: held.panel });
	}

	async function connect(): Promise<void> {
		const untilMs = Date.now() + BACK_MS;
		const wanted = [...panels.values()].map(({ question, times }) => ({ question, times }));
		while (!closed) {
			panels.clear();
			let fresh: LiveSocket | null = null;
			try {
				fresh = await openSocket(url(), { auth: { key } });
				fresh.on('panels:changed', onChanged);
				for (const { question, times } of wanted)
					for (let time = 0; time < times; time++) {
						const again = await emitOpen(fresh, question);
						if (again === 'unavailable') throw new Error(again);
						// A range with one fixed end may have come to its end meanwhile.
						if (typeof again !== 'string') again.times++;
					}
				if (!fresh.connected) throw new Error('connection lost');
				socket = fresh;
				fresh.once('disconnect', () => {
					socket = null;
					counts.reconnects++;
					if (!closed) connecting = connect();
				});
				return;
			} catch (cause) {
				fresh?.close();
				if (Date.now() > untilMs) throw cause;
				await delay(50);
			}
		}
	}

	connecting = connect();
	return {
		panels,
		strays,
		counts,
		/** Resolves while connected, with every panel open again. */
		ready: async () => {
			let waited;
			do await (waited = connecting);
			while (waited !== connecting);
		},
		/** Opens a panel, once more if it is open already; `false` when the server does not take the question. */
		open: async (question: object): Promise<boolean> => {
			if (!socket) return false;
			const held = await emitOpen(socket, question);
			if (typeof held === 'string') return false;
			held.times++;
			return true;
		},
		/** Closes a panel once. */
		close: async (held: HeldPanel): Promise<void> => {
			if (!socket) return;
			const reply = await asked(socket, 'panel:close', { panel: held.panel });
			// Closed by another step just now.
			if (!reply.ok) return;
			held.times--;
			if (held.times === 0) panels.delete(held.panel);
		},
		/** As a network does: without a word. */
		cut: () => socket?.io.engine.close(),
		stop: () => {
			closed = true;
			socket?.close();
		}
	};
}

export type LiveClient = ReturnType<typeof createLiveClient>;
