import type { Fit } from './e-process.ts';
import { PATH_A } from './path-a-method.ts';

/** Events, and what could have made them: sessions, or distinct active users. */
export type Exposed = Readonly<{ events: number; exposure: number }>;

type Pair = Readonly<{ older: Exposed; newer: Exposed }>;

/**
 * What path A knows of the volumes of two versions. Weights carry no rate: it is common to all, so that the newest one
 * can be applied to the sums.
 */
export type PathAVolume = Readonly<{
	pairs: number;
	/** Harmonic exposures, and with them the log ratios new / old and their squares. */
	weight: number;
	gap: number;
	gapSquare: number;
	/** All closed buckets, both versions. */
	all: Exposed;
	/** Buckets not yet large enough to be compared. */
	pending: Pair;
}>;

const NOTHING: Exposed = { events: 0, exposure: 0 };

export const PATH_A_VOLUME_START: PathAVolume = {
	pairs: 0,
	weight: 0,
	gap: 0,
	gapSquare: 0,
	all: NOTHING,
	pending: { older: NOTHING, newer: NOTHING }
};

const added = (a: Exposed, b: Exposed): Exposed => ({ events: a.events + b.events, exposure: a.exposure + b.exposure });

/** ln of events over exposure; half an event more keeps it finite. */
const logRate = ({ events, exposure }: Exposed): number => Math.log((events + 0.5) / exposure);

/** Volumes of two versions after one more bucket; pooled with the ones before until both expect ten events. */
export function afterVolumes(path: PathAVolume, bucket: Pair): PathAVolume {
	const all = added(path.all, added(bucket.older, bucket.newer));
	const older = added(path.pending.older, bucket.older);
	const newer = added(path.pending.newer, bucket.newer);
	const fewest = Math.min(older.exposure, newer.exposure);
	if (fewest === 0 || (all.events / all.exposure) * fewest < PATH_A.expectedEvents)
		return { ...path, all, pending: { older, newer } };
	const weight = (older.exposure * newer.exposure) / (older.exposure + newer.exposure);
	const gap = logRate(newer) - logRate(older);
	return {
		pairs: path.pairs + 1,
		weight: path.weight + weight,
		gap: path.gap + weight * gap,
		gapSquare: path.gapSquare + weight * gap ** 2,
		all,
		pending: { older: NOTHING, newer: NOTHING }
	};
}

/**
 * Log ratio of the versions' rates, new over old, with free dispersion.
 * @returns `null` while there are fewer than two pairs
 */
export function volumeFit({ pairs, weight, gap, gapSquare, all }: PathAVolume): Fit | null {
	if (pairs < 2) return null;
	const rate = all.events / all.exposure;
	const estimate = gap / weight;
	const df = pairs - 1;
	const scatter = rate * (gapSquare - weight * estimate ** 2);
	return { estimate, information: rate * weight, residuals: Math.max(scatter, df), df };
}
