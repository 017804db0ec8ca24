import type { Release } from '#lib/domain/release.ts';
import type { ReleaseVerdict } from '#lib/domain/verdict.ts';
import { changedReleases } from './changed-releases.ts';
import type { ReleaseChange } from './contract.ts';
import type { LiveConnection } from './live-socket.ts';

/** Told by version whose verdicts moved; `null`: any may have, as the connection was lost meanwhile. */
export type VerdictWatcher = (versions: readonly string[] | null) => void;

/** The product's releases and, while some part of the page shows verdicts, whose verdicts moved. */
export class OpenReleases {
	readonly #onChange: () => void;
	readonly #watchers = new Set<VerdictWatcher>();
	#connection: LiveConnection | null = null;
	#releases: readonly Release[] | null = null;
	#moved: Set<string> | null = new Set();

	constructor(onChange: () => void) {
		this.#onChange = onChange;
	}

	/** `null` before the first answer. */
	get newest(): readonly Release[] | null {
		return this.#releases;
	}

	/** `isBack`: the connection was lost before, and what came meanwhile is not known. */
	connect(connection: LiveConnection, isBack: boolean): void {
		this.#connection = connection;
		if (isBack) this.#moved = null;
		void this.#open();
	}

	/** While nobody watches verdicts the server makes none for this page. Returns what ends the watching. */
	watchVerdicts(watcher: VerdictWatcher): () => void {
		this.#watchers.add(watcher);
		if (this.#watchers.size === 1) {
			this.#moved = new Set();
			if (this.#connection?.isUp()) void this.#open();
		}
		return () => {
			this.#watchers.delete(watcher);
			// The next page may watch at once.
			setTimeout(() => {
				if (this.#watchers.size === 0 && this.#connection?.isUp()) void this.#open();
			});
		};
	}

	take(change: ReleaseChange): void {
		this.#releases = changedReleases(this.#releases ?? [], change);
		this.#onChange();
	}

	takeVerdict({ release }: ReleaseVerdict): void {
		this.#moved?.add(release);
		this.#onChange();
	}

	/** Tells whose verdicts moved since it was told last; not before the picture moves. */
	tell(): void {
		const moved = this.#moved;
		this.#moved = new Set();
		if (moved?.size === 0) return;
		for (const watcher of this.#watchers) watcher(moved && [...moved]);
	}

	async #open(): Promise<void> {
		const reply = await this.#connection?.openReleases(this.#watchers.size > 0);
		if (!reply?.ok) return;
		this.#releases = reply.data.releases;
		this.#onChange();
	}
}
