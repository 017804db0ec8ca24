import type { VerdictFacts } from '#lib/charts/impact/verdict-facts.ts';

/** What is said of one release, by metric. */
export type JudgedRelease = Readonly<{ version: string; facts: readonly VerdictFacts[] }>;

/** Asks what is said of a release; of one that is gone nothing is. @throws when the server does not answer */
export type AskFacts = (version: string) => Promise<readonly VerdictFacts[]>;

/**
 * The verdicts of the board's releases, asked for one after another, as each may need fits of its own; what was said last
 * stays until it is said anew.
 */
export class BoardVerdicts {
	readonly #ask: AskFacts;
	#known: readonly JudgedRelease[] = $state.raw([]);
	/** Releases that are asked about or will be, in order. */
	#waiting: readonly string[] = $state.raw([]);
	#hasFailed = $state(false);
	#answered: readonly string[] = [];
	#isStopped = false;
	#isRunning = false;

	/** `stored`: what was said before anybody looked again. */
	constructor(ask: AskFacts, stored: readonly JudgedRelease[]) {
		this.#ask = ask;
		this.#known = stored;
	}

	get known(): readonly JudgedRelease[] {
		return this.#known;
	}

	/** Releases of which something is on its way. */
	get waiting(): readonly string[] {
		return this.#waiting;
	}

	get hasFailed(): boolean {
		return this.#hasFailed;
	}

	/** Asks about those of these that were not asked about yet, in this order and before any other. */
	show(versions: readonly string[]): void {
		const fresh = versions.filter((version) => !this.#answered.includes(version));
		this.#await([...fresh, ...this.#waiting.filter((version) => !fresh.includes(version))]);
	}

	/** Asks anew about those of these that are shown; `null`: about all of them. */
	renew(versions: readonly string[] | null): void {
		const moved = this.#answered.filter((version) => versions === null || versions.includes(version));
		this.#await([...this.#waiting, ...moved.filter((version) => !this.#waiting.includes(version))]);
	}

	stop(): void {
		this.#isStopped = true;
	}

	#await(versions: readonly string[]): void {
		this.#waiting = versions;
		if (!this.#isRunning) void this.#run();
	}

	async #run(): Promise<void> {
		this.#isRunning = true;
		this.#hasFailed = false;
		let failures = 0;
		for (let next = this.#waiting[0]; next !== undefined && !this.#isStopped; next = this.#waiting[0]) {
			const version = next;
			const facts = await this.#ask(version).catch(() => undefined);
			if (!this.#answered.includes(version)) this.#answered = [...this.#answered, version];
			if (facts === undefined) failures++;
			else this.#known = [...this.#known.filter((one) => one.version !== version), { version, facts }];
			this.#waiting = this.#waiting.filter((one) => one !== version);
		}
		this.#isRunning = false;
		this.#hasFailed = failures > 0;
	}
}
