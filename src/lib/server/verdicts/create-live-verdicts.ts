import type { Product } from '#lib/domain/product.ts';
import type { ReleaseVerdict } from '#lib/domain/verdict.ts';
import type { Verdicts } from './create-verdicts.ts';

/** Verdicts as they move, for who opened a product's releases. */
export type LiveVerdicts = Readonly<{
	/** Begins to follow a product; gives what was said last, and what moved since comes as a change. */
	open: (product: Product) => Promise<ReleaseVerdict[]>;
	/** The products that are followed. */
	products: () => readonly number[];
	/** Releases, settings, topics or promises may have changed. */
	poke: (product: number) => void;
	stop: () => Promise<void>;
}>;

type Options = Readonly<{
	verdicts: Pick<Verdicts, 'watched' | 'known' | 'changes' | 'waits'>;
	/** Somebody still looks. */
	isWatched: (product: number) => boolean;
	/** At most once a tick for each release and metric. */
	onChange: (product: number, change: ReleaseVerdict) => void;
	onError: (cause: unknown) => void;
	/** All there are, for the slow pass. */
	readProducts: () => Promise<readonly Product[]>;
	/** Milliseconds that never go back. */
	monotonic: () => number;
}>;

type Followed = {
	product: Product;
	/** What was told of each release and metric. */
	told: Map<string, ReleaseVerdict>;
	/** What was said before anybody followed, read anew from time to time. */
	stored: Readonly<{ atMs: number; verdicts: Promise<readonly ReleaseVerdict[]> }> | null;
	/** `null`: to be looked at in any case. */
	changes: number | null;
	atMs: number;
};

const TICK_MS = 1000;
const STORED_MS = 10_000;
/** The clock closes buckets, and settings are changed by other processes. */
const CLOCK_MS = 15_000;
/** Looking takes at most a quarter of the time. */
const REST = 3;
/** What nobody looks at is judged so often where rows came, so that its history says when it was established. */
const PASS_MS = 600_000;

const keyOf = ({ release, verdict }: ReleaseVerdict): string => JSON.stringify([release, verdict.metric]);

export function createLiveVerdicts(options: Options): LiveVerdicts {
	const { verdicts, isWatched, onChange, onError, readProducts, monotonic } = options;
	const followed = new Map<number, Followed>();
	const passed = new Map<number, number>();
	let passedAtMs = monotonic();
	let stopped = false;
	let timer: NodeJS.Timeout | undefined;
	let running: Promise<void> = Promise.resolve();

	function begin(product: Product): Followed {
		const one = { product, told: new Map(), stored: null, changes: null, atMs: monotonic() };
		followed.set(product.number, one);
		return one;
	}

	function isDue({ product, changes, atMs }: Followed): boolean {
		if (changes !== verdicts.changes(product.number) || verdicts.waits(product.number)) return true;
		return monotonic() - atMs >= CLOCK_MS;
	}

	async function lookAt(one: Followed): Promise<void> {
		one.changes = verdicts.changes(one.product.number);
		one.atMs = monotonic();
		for (const { release, verdicts: said } of await verdicts.watched(one.product))
			for (const verdict of said) {
				const change = { release: release.version, verdict };
				const key = keyOf(change);
				if (JSON.stringify(one.told.get(key)) === JSON.stringify(change)) continue;
				one.told.set(key, change);
				onChange(one.product.number, change);
			}
	}

	/** Products nobody follows, where rows came since the last pass. */
	async function pass(): Promise<void> {
		for (const product of await readProducts()) {
			const changes = verdicts.changes(product.number);
			if (stopped || changes === (passed.get(product.number) ?? 0)) continue;
			passed.set(product.number, changes);
			if (!followed.has(product.number)) await verdicts.watched(product);
		}
	}

	async function tick(): Promise<void> {
		for (const [number, one] of followed) {
			if (stopped) return;
			if (!isWatched(number)) followed.delete(number);
			else if (isDue(one))
				await lookAt(one).catch((cause: unknown) => {
					one.changes = null;
					if (!stopped) onError(cause);
				});
		}
		if (monotonic() - passedAtMs < PASS_MS) return;
		passedAtMs = monotonic();
		await pass().catch(onError);
	}

	function schedule(waitMs: number): void {
		timer = setTimeout(() => {
			const beganMs = monotonic();
			running = tick().then(() => {
				if (!stopped) schedule(Math.max(TICK_MS, REST * (monotonic() - beganMs)));
			});
		}, waitMs);
		timer.unref();
	}
	schedule(TICK_MS);

	return {
		open: async (product) => {
			const one = followed.get(product.number) ?? begin(product);
			one.product = product;
			if (!one.stored || monotonic() - one.stored.atMs >= STORED_MS) {
				const stored = { atMs: monotonic(), verdicts: verdicts.known(product) };
				one.stored = stored;
				// What failed is asked again.
				stored.verdicts.catch(() => (one.stored = null));
			}
			const stored = await one.stored.verdicts;
			return [...new Map([...stored.map((said) => [keyOf(said), said] as const), ...one.told]).values()];
		},
		products: () => [...followed.keys()],
		poke: (product) => {
			const one = followed.get(product);
			if (!one) return;
			one.changes = null;
			one.stored = null;
			// A release may be gone; what still holds is told once more.
			one.told.clear();
		},
		stop: async () => {
			stopped = true;
			clearTimeout(timer);
			await running;
		}
	};
}
