import { createHash } from 'node:crypto';
import type { PanelChange } from '#lib/live/contract.ts';
import { encodeFrame, sendFrame } from './frame.ts';
import type { LiveSocket } from './live-door.ts';

/** All sockets that watch the same panels: they get the same frame, encoded once. */
type Audience = Readonly<{ panels: ReadonlySet<string>; sockets: Set<LiveSocket>; key: string }>;

/** Takes one viewer of a panel away. */
export type Closer = Readonly<{ close: (panel: string) => void }>;

type Viewer = {
	counts: Map<string, number>;
	/** Panels that were asked for and are not answered yet. */
	opening: number;
	audience: Audience | null;
};

const keyOf = (panels: readonly string[]): string =>
	createHash('sha256').update(panels.join('\n')).digest('base64url').slice(0, 22);

/** Who watches which panels, and one frame per viewer and tick. */
export function createViewers() {
	const viewers = new WeakMap<LiveSocket, Viewer>();
	const audiences = new Map<string, Audience>();

	function viewerOf(socket: LiveSocket): Viewer {
		const known = viewers.get(socket);
		if (known) return known;
		const viewer: Viewer = { counts: new Map(), opening: 0, audience: null };
		viewers.set(socket, viewer);
		return viewer;
	}

	/** Moves the socket to the audience of exactly its panels. */
	function regroup(socket: LiveSocket, viewer: Viewer): void {
		leave(socket, viewer);
		const panels = [...viewer.counts.keys()].toSorted();
		if (panels.length === 0) return;
		const key = keyOf(panels);
		const audience = audiences.get(key) ?? { panels: new Set(panels), sockets: new Set(), key };
		audience.sockets.add(socket);
		audiences.set(key, audience);
		viewer.audience = audience;
	}

	function leave(socket: LiveSocket, viewer: Viewer): void {
		const { audience } = viewer;
		if (!audience) return;
		viewer.audience = null;
		audience.sockets.delete(socket);
		if (audience.sockets.size === 0) audiences.delete(audience.key);
	}

	return {
		/** How many panels the socket holds, or will hold in a moment. */
		countOf: (socket: LiveSocket): number => viewerOf(socket).counts.size + viewerOf(socket).opening,
		open: async <Panel extends { panel: string }>(
			hub: Closer,
			socket: LiveSocket,
			opening: (deliver: (panel: Panel) => void) => Promise<void>,
			deliver: (panel: Panel) => void
		): Promise<void> => {
			const viewer = viewerOf(socket);
			viewer.opening++;
			try {
				await opening((panel) => {
					if (socket.disconnected) return hub.close(panel.panel);
					viewer.counts.set(panel.panel, (viewer.counts.get(panel.panel) ?? 0) + 1);
					regroup(socket, viewer);
					deliver(panel);
				});
			} finally {
				viewer.opening--;
			}
		},
		/** Whether the socket had the panel open. */
		close: (hub: Closer, socket: LiveSocket, panel: string): boolean => {
			const viewer = viewerOf(socket);
			const count = viewer.counts.get(panel);
			if (count === undefined) return false;
			if (count > 1) viewer.counts.set(panel, count - 1);
			else {
				viewer.counts.delete(panel);
				regroup(socket, viewer);
			}
			hub.close(panel);
			return true;
		},
		/** Closes everything the socket held. */
		closeAll: (hub: Closer, socket: LiveSocket): void => {
			const viewer = viewerOf(socket);
			leave(socket, viewer);
			for (const [panel, count] of viewer.counts) for (let index = 0; index < count; index++) hub.close(panel);
			viewer.counts.clear();
		},
		/** One frame to each audience, with the changes of its own panels. */
		send: (changes: readonly PanelChange[]): void => {
			for (const { panels, sockets } of audiences.values()) {
				const theirs = changes.filter(({ panel }) => panels.has(panel));
				if (theirs.length === 0) continue;
				const frame = encodeFrame(theirs);
				for (const socket of sockets) sendFrame(socket, frame);
			}
		}
	};
}

export type Viewers = ReturnType<typeof createViewers>;
