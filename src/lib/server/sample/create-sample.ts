import { setTimeout as delay } from 'node:timers/promises';
import type { Changes } from '#lib/server/changes/create-changes.ts';
import type { Ingest } from '#lib/server/ingest/create-ingest.ts';
import type { Database, Metadata } from '#lib/server/metadata/connect.ts';
import { createArrivals } from './create-arrivals.ts';
import { readFigures, type Figures } from './figures.ts';
import { makeSample } from './make-sample.ts';
import { removeSample } from './remove-sample.ts';
import { sampleProgress, type SampleProgress } from './sample-progress.ts';
import { readSampleState, writeSampleState } from './sample-state.ts';
import { sendRows } from './send-rows.ts';

export type Sample = Readonly<{
	/** Makes it at the very first start, and lets it go on at later ones. */
	ensure: () => Promise<void>;
	/** Takes it away without trace, for good. */
	remove: () => Promise<void>;
	/** `ensure` where it is wanted, else `remove`; resolves when that is done, or goes on behind a start that must not wait. */
	begin: (wanted: boolean) => Promise<void>;
	/** `null` where there is no sample. */
	progress: () => Promise<SampleProgress | null>;
	stop: () => Promise<void>;
}>;

type Options = Readonly<{
	database: Database;
	alone: Metadata['alone'];
	ingest: Pick<Ingest, 'feedback' | 'events'>;
	changes: Changes;
	deleteRows: (product: number) => Promise<void>;
	/** Called when its releases were stored. */
	mirrorReleases: (product: number) => Promise<void>;
	/** Whether somebody has a live view of the product open. */
	isWatched: (product: number) => boolean;
	/** Where figures and words lie. */
	folder: string;
	onError: (cause: unknown) => void;
	now: () => number;
	paceMs?: number;
}>;

const LOCK = 'upshot-sample';
/** One row a second, however many processes serve it. */
const PACE_MS = 1_000;
/** A timer may fire a little early. */
const EARLY_SHARE = 0.25;
const LONGEST_START_MS = 2_000;
const EVERYTHING = { fromMs: -Infinity, toMs: Infinity } as const;

/** The sample product: its making, the arrival of its last six weeks, its removal. Processes take turns by a lock. */
export function createSample(options: Options): Sample {
	const { database, alone, ingest, changes, now, onError, paceMs = PACE_MS } = options;
	let figures: Promise<Figures> | null = null;
	let product: number | null = null;
	let stopped = false;
	let beginning: Promise<void> | null = null;
	const readOnce = (): Promise<Figures> => (figures ??= readFigures(options.folder));

	async function sendNext(): Promise<boolean> {
		const known = await readOnce();
		return alone(LOCK, async () => {
			const state = await readSampleState(database);
			if (state?.phase !== 'arriving' || product === null) return false;
			const { next, shiftMs, sentMs } = state;
			const figure = known.rows[next];
			if (!figure) return false;
			const nowMs = now();
			const isEarly = Math.abs(nowMs - sentMs) < paceMs * (1 - EARLY_SHARE);
			if (isEarly || figure.atMs + shiftMs > nowMs) return true;
			await sendRows(ingest, known, { product, from: next, to: next + 1, shiftMs, window: 'ever' });
			await writeSampleState(database, { ...state, next: next + 1, sentMs: nowMs });
			return next + 1 < known.rows.length;
		});
	}

	const arrivals = createArrivals({
		paceMs,
		isWatched: () => product !== null && options.isWatched(product),
		sendNext,
		onError
	});

	async function remove(): Promise<void> {
		await arrivals.stop();
		const gone = await alone(LOCK, () => removeSample(database, options.deleteRows));
		if (gone === null) return;
		for (const table of ['feedback', 'events'] as const) changes.publish({ product: gone, table, range: EVERYTHING });
	}

	async function ensure(): Promise<void> {
		if ((await readSampleState(database))?.phase === 'removing') return remove();
		const isStopped = () => stopped;
		const made = await alone(LOCK, () => makeSample({ ...options, readFigures: readOnce, isStopped }));
		if (!made || stopped) return;
		product = made.number;
		arrivals.start();
	}

	return {
		ensure,
		remove,
		begin: async (wanted) => {
			beginning = (wanted ? ensure() : remove()).catch(onError);
			await Promise.race([beginning, delay(LONGEST_START_MS, undefined, { ref: false })]);
		},
		progress: async () => sampleProgress(await readOnce(), await readSampleState(database), now()),
		stop: async () => {
			stopped = true;
			await arrivals.stop();
			await beginning;
		}
	};
}
