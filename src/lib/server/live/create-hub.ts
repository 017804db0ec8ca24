import { availableParallelism } from 'node:os';
import type { Product } from '#lib/domain/product.ts';
import type { AskableMetric, Question } from '#lib/domain/question.ts';
import type { OpenPanel, PanelChange } from '#lib/live/contract.ts';
import type { Changes } from '#lib/server/changes/create-changes.ts';
import { questionId } from '#lib/server/questions/question-id.ts';
import { createPace, type Pace } from './create-pace.ts';
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
	/** A metric of the product's own is another one now: answers about it are asked anew. */
	redefine: (product: number, metric: Required<Pick<AskableMetric, 'name' | 'definition'>>) => void;
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

/**
 * Swift questions read but the newest minutes, folded into a statement or two on one core: they rest twice as long as
 * they work, or more where there is but one core. The others, each a statement of its own on all cores, rest eleven
 * times as long. So live takes a quarter of a machine with two cores at most; a little more only where work is so long
 * that its rest is cut short (create-pace), or where late rows have long ranges read again.
 */
const REST = { swift: Math.max(2, 6 / availableParallelism() - 1), slow: 11 };
/** Of the slow ones. */
const AT_ONCE = 4;
/** A clock that was set, or a machine that slept, is noticed within this. */
const LOOK_MS = 1_000;
/** A page asks some ten; a product's dashboards, each with a filter of its own here and there, hundreds. */
const MOST_QUESTIONS = { ofProduct: 2_000, ofAll: 10_000 };
/** Of all answers together, some 300 MB. */
const MOST_BUCKETS = 2_000_000;

/** Keeps every open question's answer true: asks each dirty one once a tick, however many watch. Holds no truth itself. */
export function createHub({ asker, changes, onFrame, onError, now }: Options): Hub {
	const watched = new Map<string, Watched>();
	let clock: NodeJS.Timeout | null = null;
	let lookedMs = now();
	let stopped = false;

	/** Wakes when the first of the ranges moves with the clock; looks before that, for no timer follows a clock that jumps. */
	function watchClock(): void {
		if (clock) clearTimeout(clock);
		clock = null;
		const moves = [...watched.values()].map(({ question }) => question.movesAtMs()).filter((ms) => ms !== null);
		if (moves.length === 0 || stopped) return;
		const restMs = moves.reduce((first, ms) => Math.min(first, ms), Infinity) - now();
		// What is due already is asked for when its pace allows, and then this is called again.
		clock = setTimeout(onClock, restMs > 0 ? Math.min(restMs, LOOK_MS) : LOOK_MS);
	}

	function onClock(): void {
		const nowMs = now();
		if (nowMs < lookedMs) for (const { question } of watched.values()) question.rewind();
		lookedMs = nowMs;
		wake();
		watchClock();
	}

	const isDue = ({ question, isReady }: Watched): boolean =>
		isReady && (question.isDirty() || (question.movesAtMs() ?? Infinity) <= now());

	/** Asks what is due of one kind, and sends the changes as one frame. */
	async function refresh(isSwift: boolean, atOnce: number): Promise<boolean> {
		const due = [...watched.values()].filter((entry) => entry.question.isSwift() === isSwift && isDue(entry));
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
		await Promise.all(Array.from({ length: Math.min(atOnce, due.length) }, worker));
		if (stopped) return true;
		// One turn: whoever opens a panel sees either all of this tick or none of it.
		const frame = steps
			// Closed and opened again meanwhile it has another answer: a change of the old one would spoil it.
			.filter(({ entry }) => watched.get(entry.question.id) === entry)
			.map(({ step }) => step())
			.filter((change) => change !== null);
		if (frame.length > 0) onFrame(frame);
		watchClock();
		return steps.length === due.length;
	}

	const paceOf = (isSwift: boolean, atOnce: number, rest: number): Pace =>
		createPace({
			work: () => refresh(isSwift, atOnce),
			isDue: () => [...watched.values()].some((entry) => entry.question.isSwift() === isSwift && isDue(entry)),
			rest,
			// A rest is no longer where the clock goes back.
			now: () => performance.now()
		});
	const swift = paceOf(true, Infinity, REST.swift);
	const slow = paceOf(false, AT_ONCE, REST.slow);

	function wake(): void {
		swift.wake();
		slow.wake();
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
			if (isDue(entry)) wake();
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
		if (touched) wake();
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
		redefine: (product, { name, definition }) => {
			for (const { question } of watched.values())
				if (question.product.number === product && question.question.metric === name) question.redefine(definition);
			wake();
		},
		size: () => watched.size,
		isWatched: (product) => [...watched.values()].some(({ question }) => question.product.number === product),
		products: () => [...watched.values()].map(({ question }) => question.product.number),
		stop: () => {
			stopped = true;
			unsubscribe();
			swift.stop();
			slow.stop();
			if (clock) clearTimeout(clock);
		}
	};
}
