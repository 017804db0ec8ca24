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
	open: () => postgres.Sql,
	{ channel, onMessage, onMissed }: Listener
): Promise<() => Promise<void>> {
	let sql = open();
	let heardMs = performance.now();
	let times = 0;
	let timer: NodeJS.Timeout | undefined;
	let stopped = false;
	let isBeating = false;

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

	async function listenAnew(): Promise<void> {
		await sql.end({ timeout: 0 });
		if (stopped) return;
		sql = open();
		isBeating = false;
		await begin();
	}

	/** On connections of its own: a pool full of dead ones would keep it from being heard. */
	function beat(): void {
		if (isBeating) return;
		isBeating = true;
		const from = sql;
		const over = () => {
			if (from === sql) isBeating = false;
		};
		from.notify(channel, BEAT).then(over, over);
	}

	function schedule(): void {
		timer = setTimeout(() => {
			const isSilent = performance.now() - heardMs > SILENCE_MS;
			// Where PostgreSQL is away, whoever asks it something says so; here it is only tried again.
			const tried = isSilent ? listenAnew().catch(() => {}) : Promise.resolve();
			void tried.then(() => {
				if (stopped) return;
				beat();
				schedule();
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
