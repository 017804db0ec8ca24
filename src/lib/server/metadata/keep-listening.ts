import type postgres from 'postgres';

/** So often a listener sends itself a sign of life. */
const BEAT_MS = 2000;
/** After so long without one it listens on a new connection. */
const SILENCE_MS = 5000;
/** No message that anybody sends. */
const BEAT = '{}';

export type Listener = Readonly<{
	channel: string;
	onMessage: (payload: string) => void;
	/** It listens again after a while in which anything may have been told. */
	onMissed: () => void;
}>;

/**
 * Hears what is told on a channel until the function that it resolves with is called. The driver listens again by
 * itself only where its first try succeeds; the beat also finds a server that was away for longer, and a connection
 * that died without a word.
 */
export async function keepListening(
	{ open, notify }: { open: () => postgres.Sql; notify: (channel: string, payload: string) => Promise<unknown> },
	{ channel, onMessage, onMissed }: Listener
): Promise<() => Promise<void>> {
	let sql = open();
	let heardMs = performance.now();
	let times = 0;
	let timer: NodeJS.Timeout | undefined;
	let stopped = false;

	async function begin(): Promise<void> {
		await sql.listen(
			channel,
			(payload) => {
				heardMs = performance.now();
				if (payload !== BEAT) onMessage(payload);
			},
			() => {
				if (times++ > 0) onMissed();
			}
		);
		heardMs = performance.now();
	}

	async function beat(): Promise<void> {
		if (performance.now() - heardMs > SILENCE_MS) {
			await sql.end({ timeout: 0 });
			sql = open();
			await begin();
		}
		await notify(channel, BEAT);
	}

	function schedule(): void {
		timer = setTimeout(() => {
			// PostgreSQL is away: whoever asks it something says so. Here it is only tried again.
			const tried = beat().catch(() => {});
			void tried.then(() => {
				if (!stopped) schedule();
			});
		}, BEAT_MS);
	}

	await begin();
	schedule();
	return async () => {
		stopped = true;
		clearTimeout(timer);
		await sql.end({ timeout: 0 });
	};
}
