import { z } from 'zod';

const Line = z.object({ weeks: z.number(), looked: z.number(), alarms: z.number() });
export type Looked = z.infer<typeof Line>;

/** Looks at the past weeks of one metric when asked, and stops when asked. */
export class FalseAlarmCheck {
	readonly #address: string;
	#looked: Looked | null = $state.raw(null);
	#isLooking = $state(false);
	#hasFailed = $state(false);
	#stop: AbortController | null = null;

	constructor(address: string) {
		this.#address = address;
	}

	get looked(): Looked | null {
		return this.#looked;
	}

	get isLooking(): boolean {
		return this.#isLooking;
	}

	get hasFailed(): boolean {
		return this.#hasFailed;
	}

	async begin(): Promise<void> {
		this.stop();
		const stop = new AbortController();
		this.#stop = stop;
		this.#looked = null;
		this.#hasFailed = false;
		this.#isLooking = true;
		try {
			const response = await fetch(this.#address, { signal: stop.signal });
			if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
			await this.#read(response.body);
			const { looked = 0, weeks = 1 } = this.#looked ?? {};
			this.#hasFailed = looked < weeks;
		} catch {
			this.#hasFailed = !stop.signal.aborted;
		}
		if (this.#stop === stop) this.#isLooking = false;
	}

	async #read(body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
		const reader = body.pipeThrough(new TextDecoderStream()).getReader();
		let rest = '';
		for (let part = await reader.read(); !part.done; part = await reader.read()) {
			const lines = (rest + part.value).split('\n');
			rest = lines.pop() ?? '';
			const last = lines.at(-1);
			if (last) this.#looked = Line.parse(JSON.parse(last));
		}
	}

	/** What was looked at stays. */
	stop(): void {
		this.#stop?.abort();
		this.#isLooking = false;
	}
}
