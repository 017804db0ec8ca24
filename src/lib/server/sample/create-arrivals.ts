export type Arrivals = Readonly<{
	start: () => void;
	/** Resolves when nothing is being sent any more. */
	stop: () => Promise<void>;
}>;

type Options = Readonly<{
	paceMs: number;
	isWatched: () => boolean;
	/** Sends what is next; whether there may be more. */
	sendNext: () => Promise<boolean>;
	onError: (cause: unknown) => void;
}>;

/** Sends one thing every `paceMs` as long as somebody watches and there is more. */
export function createArrivals({ paceMs, isWatched, sendNext, onError }: Options): Arrivals {
	let timer: NodeJS.Timeout | null = null;
	let sending: Promise<void> | null = null;

	function halt(): void {
		if (timer) clearInterval(timer);
		timer = null;
	}
	async function send(): Promise<void> {
		try {
			if (!(await sendNext())) halt();
		} catch (cause) {
			onError(cause);
		}
		sending = null;
	}
	return {
		start: () => {
			timer ??= setInterval(() => {
				if (isWatched()) sending ??= send();
			}, paceMs).unref();
		},
		stop: async () => {
			halt();
			await sending;
		}
	};
}
