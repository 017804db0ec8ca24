import type { CDPSession, Page } from '@playwright/test';

/** What a page holds after its garbage was collected. */
export type Held = Readonly<{ heapMb: number; nodes: number; listeners: number }>;

/** After two collections: the first lets go of what the second can take. */
export async function heldBy(client: CDPSession): Promise<Held> {
	for (let round = 0; round < 2; round++) await client.send('HeapProfiler.collectGarbage');
	const { usedSize } = await client.send('Runtime.getHeapUsage');
	const { metrics } = await client.send('Performance.getMetrics');
	const of = (name: string) => metrics.find((one) => one.name === name)?.value ?? 0;
	return { heapMb: usedSize / 2 ** 20, nodes: of('Nodes'), listeners: of('JSEventListeners') };
}

type Answer = {
	panel: string;
	revision: number;
	watermark: string;
	result: {
		series: { group: string | null; other?: true; buckets: { start: string; n: number; value: number | null }[] }[];
	};
};

/** One frame that changes the newest bucket of every series of every open panel. */
function frameOf(panels: Map<string, Answer>, turn: number): string {
	const changes = [...panels.values()].map((answer) => {
		const base = answer.revision++;
		const series = answer.result.series.map(({ group, other, buckets }) => {
			const newest = buckets.at(-1);
			const value = newest?.value ? newest.value * (1 + (turn % 50) / 500) : null;
			const upsert = newest ? [{ ...newest, n: newest.n + (turn % 50), value }] : [];
			return { group, ...(other && { other }), upsert, remove: [] };
		});
		return {
			panel: answer.panel,
			base,
			revision: answer.revision,
			watermark: new Date().toISOString(),
			changes: series
		};
	});
	return `42${JSON.stringify(['panels:changed', changes])}`;
}

const isAnswer = (value: unknown): value is { ok: true; data: Answer } =>
	typeof value === 'object' && value !== null && 'data' in value && JSON.stringify(value.data).includes('"watermark"');

/** Stands in the page's socket: hears which panels it opens, and feeds it frames of its own. */
export async function feeder(page: Page): Promise<(turn: number) => void> {
	const panels = new Map<string, Answer>();
	let send: ((text: string) => void) | null = null;
	await page.routeWebSocket(/socket\.io/, (line) => {
		const server = line.connectToServer();
		send = (text) => line.send(text);
		server.onMessage((message) => {
			const text = String(message);
			const [, body] = /^43\d+(\[.*)$/s.exec(text) ?? [];
			const [reply] = body ? JSON.parse(body) : [];
			if (isAnswer(reply)) panels.set(reply.data.panel, reply.data);
			line.send(message);
		});
	});
	return (turn) => send?.(frameOf(panels, turn));
}

/** Makes a page's clocks and timers run `times` as fast, so that it shows so many more pictures. */
export function hurry(times: number): void {
	const [timeout, interval] = [window.setTimeout.bind(window), window.setInterval.bind(window)];
	const startMs = performance.now();
	const now = performance.now.bind(performance);
	performance.now = () => startMs + (now() - startMs) * times;
	Object.assign(window, {
		setTimeout: (work: () => void, ms = 0, ...rest: unknown[]) => timeout(work, ms / times, ...rest),
		setInterval: (work: () => void, ms = 0, ...rest: unknown[]) => interval(work, ms / times, ...rest)
	});
}
