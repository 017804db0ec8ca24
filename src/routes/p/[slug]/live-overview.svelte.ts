import type { Answer } from '#lib/domain/question.ts';
import type { LivePanels } from '#lib/live/live-panels.svelte.ts';
import { isoDay } from '#lib/ui/zoned-time.ts';
import { totalOf } from './figure-words.ts';
import type { readOverviewPage } from './overview-page.ts';
import { serverClock } from './server-clock.ts';
import { releaseOfEnd } from './view.ts';

export type OverviewPage = Awaited<ReturnType<typeof readOverviewPage>>;

/** What the server rendered, as it goes on: everything of one moment, and the clock with it. */
export class LiveOverview {
	readonly #page: () => OverviewPage;
	readonly #live: LivePanels;

	constructor(live: LivePanels, page: () => OverviewPage) {
		this.#live = live;
		this.#page = page;
	}

	readonly answers = $derived.by((): Readonly<Record<string, Answer>> => {
		const { questions, answers } = this.#page();
		return Object.fromEntries(
			Object.entries(questions).flatMap(([name, question]) => {
				const answer = this.#live.answerTo(question) ?? answers[name];
				return answer ? [[name, answer]] : [];
			})
		);
	});

	readonly #clock = $derived.by(() => serverClock(this.#page().nowMs, Date.now()));

	/** The server's time, as the screen shows it. */
	readonly nowMs = $derived.by(() => this.#clock(this.#live.nowMs));

	readonly releases = $derived.by(() => this.#live.releases ?? this.#page().releases);

	/** A range that is over keeps its own words. */
	readonly words = $derived.by(() => (this.#page().isOver ? null : this.#live.words) ?? this.#page().words);

	readonly isEmpty = $derived.by(() => this.#page().facts.feedback === 0 && this.#page().facts.events === 0);

	/** What there is to ask, or where the range lies, is another thing now: the address has to be read anew. */
	readonly isOutdated = $derived.by(
		() =>
			this.#hasArrived ||
			// A range that the clock has run out of has no buckets left: what is wrong is said.
			this.answers.volume?.result.series.length === 0 ||
			this.#hasMoved ||
			// Whatever does not move with the clock by itself moves once a day.
			(this.#isReachable && this.#dayOf(this.nowMs) !== this.#dayOf(this.#page().nowMs))
	);

	readonly #hasArrived = $derived.by(
		() =>
			this.isEmpty && ['volumeTotal', 'activeTotal', 'events'].some((name) => (totalOf(this.answers[name])?.n ?? 0) > 0)
	);

	/** A range that begins with a release moves with it. */
	readonly #hasMoved = $derived.by(() => {
		const { view, releases } = this.#page();
		return [view.from, view.to].map(releaseOfEnd).some((version) => {
			const moved = this.#live.releases?.find((release) => release.version === version);
			const known = releases.find((release) => release.version === version);
			return moved !== undefined && known !== undefined && moved.at !== known.at;
		});
	});

	readonly #isReachable = $derived.by(() => this.#live.state.kind === 'live');

	#dayOf(ms: number): string {
		return isoDay(ms, this.#page().zone);
	}
}
