import type { Product } from '#lib/domain/product.ts';
import type { Question } from '#lib/domain/question.ts';
import type { OpenPanel, PanelChange } from '#lib/live/contract.ts';
import type { Changes } from '#lib/server/changes/create-changes.ts';
import { questionId } from '#lib/server/questions/question-id.ts';
import { checkRoom, TooManyOpen } from './too-many-open.ts';
import { createOpenQuestion, type Asker, type OpenQuestion } from './open-question.ts';

export type Hub = Readonly<{
	/**
	 * Adds a viewer and calls `deliver` with the answer as it stands, in the same turn in which later changes start to
	 * count. Rejects when the store does not answer; then nothing was added.
	 * @throws TooManyOpen when the question is new and there is no room for it
	 */
	open: (product: Product, question: Question, deliver: (panel: OpenPanel) => void) => Promise<void>;
	/** Takes one viewer away; the last one ends the question. */
	close: (panel: string) => void;
	/** How many distinct questions are open. */
	size: () => number;
	/** Whether one of them is about the product. */
	isWatched: (product: number) => boolean;
	/** The products that they are about, each as often as it has questions. */
	products: () => readonly number[];
	stop: () => void;
}>;

type Options = Readonly<{
	asker: Asker;
	changes: Changes;
	/** Gets the changes of one tick together. */
	onFrame: (changes: readonly PanelChange[]) => void;
	onError: (cause: unknown) => void;
	now: () => number;
}>;

type Watched = { question: OpenQuestion; viewers: number; ready: Promise<void>; isReady: boolean };

/** The first change after a pause goes out after this: time for the rows of one commit to be told together. */
const COALESCE_MS = 5;
/**
 * Ticks rest three times as long as they work, so that live takes a quarter of the machine at most; a little more only
 * where a tick works for over two thirds of a second, as nothing is older than the longest rest and one tick.
 */
const REST_SHARE = 3;
const LONGEST_REST_MS = 2_000;
const AT_ONCE = 4;
/** A page asks some ten; a product's dashboards, each with a filter of its own here and there, hundreds. */
const MOST_QUESTIONS = { ofProduct: 2_000, ofAll: 10_000 };
/** Of all answers together, some 300 MB. */
const MOST_BUCKETS = 2_000_000;

/** Keeps every open question's answer true: asks each dirty one once a tick, however many watch. Holds no truth itself. */
export function createHub({ asker, changes, onFrame, onError, now }: Options): Hub {
	const watched = new Map<string, Watched>();
	let timer: NodeJS.Timeout | null = null;
	let clock: NodeJS.Timeout | null = null;
	let restUntilMs = 0;
	let ticking = false;
	let stopped = false;

	function schedule(): void {
		if (timer || ticking || stopped) return;
		timer = setTimeout(() => void tick(), Math.max(COALESCE_MS, restUntilMs - now()));
	}

	/** Wakes when the first of the ranges moves with the clock. */
	function watchClock(): void {
		if (clock) clearTimeout(clock);
		clock = null;
		let next = Infinity;
		for (const { question } of watched.values()) next = Math.min(next, question.movesAtMs() ?? Infinity);
		if (next === Infinity || stopped) return;
		// Timers reach 24.8 days at most.
		clock = setTimeout(schedule, Math.min(Math.max(next - now(), 1), 2_000_000_000));
	}

	const isDue = ({ question, isReady }: Watched): boolean =>
		isReady && (question.isDirty() || (question.movesAtMs() ?? Infinity) <= now());

	async function tick(): Promise<void> {
		timer = null;
		ticking = true;
		const startMs = now();
		const due = [...watched.values()].filter(isDue);
		const steps: { entry: Watched; step: () => PanelChange | null }[] = [];
		const work = due[Symbol.iterator]();
		const worker = async () => {
			for (const entry of work) {
				try {
					steps.push({ entry, step: await entry.question.refresh() });
				} catch (cause) {
					onError(cause);
				}
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, worker));
		ticking = false;
		if (stopped) return;
		// One turn: whoever opens a panel sees either all of this tick or none of it.
		const frame = steps
			// Closed and opened again meanwhile it has another answer: a change of the old one would spoil it.
			.filter(({ entry }) => watched.get(entry.question.id) === entry)
			.map(({ step }) => step())
			.filter((change) => change !== null);
		if (frame.length > 0) onFrame(frame);
		const workedMs = now() - startMs;
		const failed = steps.length < due.length;
		restUntilMs = now() + Math.min(failed ? LONGEST_REST_MS : workedMs * REST_SHARE, LONGEST_REST_MS);
		watchClock();
		if ([...watched.values()].some(isDue)) schedule();
	}

	function watch(id: string, product: Product, question: Question): Watched {
		const open = [...watched.values()].map((entry) => entry.question);
		checkRoom(open, product, MOST_QUESTIONS);
		if (open.reduce((sum, { size }) => sum + size(), 0) >= MOST_BUCKETS)
			throw new TooManyOpen('The open panels hold all the buckets there is room for. Close some, or ask for fewer.');
		const entry: Watched = {
			question: createOpenQuestion(asker, id, product, question),
			viewers: 0,
			isReady: false,
			ready: Promise.resolve()
		};
		entry.ready = entry.question.refresh().then((step) => {
			step();
			entry.isReady = true;
			watchClock();
			if (isDue(entry)) schedule();
		});
		watched.set(id, entry);
		return entry;
	}

	function release(id: string, entry: Watched): void {
		entry.viewers--;
		if (entry.viewers <= 0 && watched.get(id) === entry) watched.delete(id);
	}

	const unsubscribe = changes.subscribe((change) => {
		let touched = false;
		for (const { question } of watched.values()) touched = question.touch(change) || touched;
		if (touched) schedule();
	});

	return {
		open: async (product, question, deliver) => {
			const id = questionId(product, question);
			const entry = watched.get(id) ?? watch(id, product, question);
			entry.viewers++;
			try {
				await entry.ready;
			} catch (cause) {
				release(id, entry);
				throw cause;
			}
			deliver(entry.question.current());
		},
		close: (panel) => {
			const entry = watched.get(panel);
			if (entry) release(panel, entry);
		},
		size: () => watched.size,
		isWatched: (product) => [...watched.values()].some(({ question }) => question.product.number === product),
		products: () => [...watched.values()].map(({ question }) => question.product.number),
		stop: () => {
			stopped = true;
			unsubscribe();
			if (timer) clearTimeout(timer);
			if (clock) clearTimeout(clock);
		}
	};
}
