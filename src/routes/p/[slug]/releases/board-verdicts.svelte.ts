import type { VerdictFacts } from '#lib/charts/impact/verdict-facts.ts';

/** What is said of one release, by metric. */
export type JudgedRelease = Readonly<{ version: string; facts: readonly VerdictFacts[] }>;

/** Asks what is said of a release; of one that is gone nothing is. @throws when the server does not answer */
export type AskFacts = (version: string) => Promise<readonly VerdictFacts[]>;

/** The verdicts of the board's releases, asked for one after another; what was said last stays until it is said anew. */
export class BoardVerdicts {
	readonly #ask: AskFacts;
	#known: readonly JudgedRelease[] = $state.raw([]);
	#isAsking = $state(false);
	#hasFailed = $state(false);
	#round = 0;

	constructor(ask: AskFacts) {
		this.#ask = ask;
	}

	get known(): readonly JudgedRelease[] {
		return this.#known;
	}

	/** Something is on its way. */
	get isAsking(): boolean {
		return this.#isAsking;
	}

	get hasFailed(): boolean {
		return this.#hasFailed;
	}

	/** Asks about these anew, in this order; a newer call takes over. */
	async ask(versions: readonly string[]): Promise<void> {
		const round = ++this.#round;
		this.#isAsking = true;
		let failures = 0;
		for (const version of versions) {
			const facts = await this.#ask(version).catch(() => undefined);
			if (round !== this.#round) return;
			if (facts === undefined) failures++;
			else this.#known = [...this.#known.filter((one) => one.version !== version), { version, facts }];
		}
		this.#isAsking = false;
		this.#hasFailed = failures > 0;
	}

	stop(): void {
		this.#round++;
	}
}
