import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

type Counts = { viewers: number; live: number; frames: number; bytes: number; refused: number };

export type CrowdOf = { url: string; key?: string; cookie?: string; panels: readonly object[]; raw?: boolean };

/** Viewers in processes of their own, so that what they cost is not the server's. */
export function createCrowd(processes = 2) {
	const children = Array.from({ length: processes }, () => fork('tests/bench/viewers.js', { stdio: 'inherit' }));
	const asked = async (message: object): Promise<Counts> => {
		const all = children.map(async (child) => {
			const answer = once(child, 'message');
			child.send(message);
			const [counts] = (await answer) as [Counts];
			return counts;
		});
		return (await Promise.all(all)).reduce((sum, one) => ({
			viewers: sum.viewers + one.viewers,
			live: sum.live + one.live,
			frames: sum.frames + one.frames,
			bytes: sum.bytes + one.bytes,
			refused: sum.refused + one.refused
		}));
	};
	const counts = () => asked({});
	return {
		counts,
		/** Sends more viewers; `by` is shared out among the processes. */
		grow: async (crowd: CrowdOf, by: number): Promise<void> => {
			const each = Math.floor(by / children.length);
			children.forEach((child, index) =>
				child.send({ grow: { crowd, by: index === 0 ? by - each * (children.length - 1) : each } })
			);
			await counts();
		},
		/** Resolves when every viewer has the answers to all its panels, with how long that took. */
		allLive: async (deadlineMs = 120_000): Promise<number> => {
			const startMs = performance.now();
			for (;;) {
				const { viewers, live } = await counts();
				const tookMs = performance.now() - startMs;
				if (viewers > 0 && live === viewers) return tookMs;
				if (tookMs > deadlineMs) throw new Error(`${live} of ${viewers} viewers are live after ${tookMs} ms`);
				await delay(50);
			}
		},
		stop: () => {
			for (const child of children) if (child.connected) child.disconnect();
		}
	};
}

export const liveUrl = (url: string): string => `${url.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`;
