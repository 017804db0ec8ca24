import type { Product } from '#lib/domain/product.ts';
import type { Filter } from '#lib/domain/question.ts';
import type { OpenWords, Word } from '#lib/live/contract.ts';
import type { Changes } from '#lib/server/changes/create-changes.ts';
import { streamId } from '#lib/server/questions/question-id.ts';
import { checkRoom } from './too-many-open.ts';

export type WordsHub = Readonly<{
	/**
	 * Adds a viewer and calls `deliver` in the turn in which later texts start to count. Rejects when the store does not
	 * answer; then nothing was added.
	 */
	open: (product: Product, filter: readonly Filter[], deliver: (opened: OpenWords) => void) => Promise<void>;
	close: (stream: string) => void;
	/** Whether an open stream is about the product. */
	isWatched: (product: number) => boolean;
	/** The products that open streams are about, each as often as it has streams. */
	products: () => readonly number[];
	stop: () => void;
}>;

type Options = Readonly<{
	readNewest: (product: Product, filter: readonly Filter[]) => Promise<Word[]>;
	changes: Changes;
	onFrame: (change: OpenWords) => void;
	onError: (cause: unknown) => void;
}>;

type Stream = {
	product: Product;
	filter: readonly Filter[];
	words: readonly Word[];
	viewers: number;
	dirty: boolean;
	ready: Promise<void>;
	/** Before its first words came, a tick could be overtaken by older ones. */
	isReady: boolean;
};

/** Texts are read, not counted: four times a second is as fast as anybody follows. */
const TICK_MS = 250;

/** Keeps the newest texts of every open stream current. */
export function createWordsHub({ readNewest, changes, onFrame, onError }: Options): WordsHub {
	const streams = new Map<string, Stream>();
	let timer: NodeJS.Timeout | null = null;

	async function tick(): Promise<void> {
		for (const [id, stream] of streams) {
			if (!stream.dirty || !stream.isReady) continue;
			stream.dirty = false;
			try {
				const words = await readNewest(stream.product, stream.filter);
				const isNew =
					words.length !== stream.words.length || words.some((word, index) => word.id !== stream.words[index]?.id);
				stream.words = words;
				if (isNew) onFrame({ stream: id, words });
			} catch (cause) {
				stream.dirty = true;
				onError(cause);
			}
		}
		timer = null;
		if ([...streams.values()].some(({ dirty, isReady }) => dirty && isReady)) schedule();
	}
	function schedule(): void {
		timer ??= setTimeout(() => void tick(), TICK_MS);
	}

	const unsubscribe = changes.subscribe(({ product, table }) => {
		if (table !== 'feedback') return;
		for (const stream of streams.values()) if (stream.product.number === product) stream.dirty = true;
		if (streams.size > 0) schedule();
	});

	function begin(id: string, product: Product, filter: readonly Filter[]): Stream {
		checkRoom([...streams.values()], product, { ofProduct: 500, ofAll: 2_000 });
		const stream: Stream = {
			product,
			filter,
			words: [],
			viewers: 0,
			dirty: false,
			ready: Promise.resolve(),
			isReady: false
		};
		stream.ready = readNewest(product, filter).then((words) => {
			stream.words = words;
			stream.isReady = true;
			if (stream.dirty) schedule();
		});
		streams.set(id, stream);
		return stream;
	}

	function release(id: string, stream: Stream): void {
		stream.viewers--;
		if (stream.viewers <= 0 && streams.get(id) === stream) streams.delete(id);
	}

	return {
		open: async (product, filter, deliver) => {
			const id = streamId(product, filter);
			const stream = streams.get(id) ?? begin(id, product, filter);
			stream.viewers++;
			try {
				await stream.ready;
			} catch (cause) {
				release(id, stream);
				throw cause;
			}
			deliver({ stream: id, words: stream.words });
		},
		close: (id) => {
			const stream = streams.get(id);
			if (stream) release(id, stream);
		},
		isWatched: (product) => [...streams.values()].some((stream) => stream.product.number === product),
		products: () => [...streams.values()].map((stream) => stream.product.number),
		stop: () => {
			unsubscribe();
			if (timer) clearTimeout(timer);
		}
	};
}
