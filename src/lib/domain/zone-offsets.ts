import { Temporal } from 'temporal-polyfill';
import type { TimeRange } from './time-range.ts';

/** A stretch in which a zone keeps one distance from UTC; half-open like every range. */
export type OffsetRange = TimeRange & Readonly<{ offsetMs: number }>;

/** Looking for changes is slow (some 20 ms for this many years), so each stretch is looked through once. */
const CHUNK_MS = 10 * 365.25 * 86_400_000;

const chunks = new Map<string, readonly OffsetRange[]>();

function readChunk(zone: string, index: number): OffsetRange[] {
	const toMs = (index + 1) * CHUNK_MS;
	const ranges: OffsetRange[] = [];
	let local = Temporal.Instant.fromEpochMilliseconds(index * CHUNK_MS).toZonedDateTimeISO(zone);
	for (;;) {
		const next = local.getTimeZoneTransition('next');
		const endMs = Math.min(next?.epochMilliseconds ?? toMs, toMs);
		ranges.push({ fromMs: local.epochMilliseconds, toMs: endMs, offsetMs: local.offsetNanoseconds / 1e6 });
		if (!next || endMs === toMs) return ranges;
		local = next;
	}
}

function chunkOf(zone: string, index: number): readonly OffsetRange[] {
	const key = `${index} ${zone}`;
	const ranges = chunks.get(key) ?? readChunk(zone, index);
	chunks.set(key, ranges);
	return ranges;
}

/** The stretches of one offset that touch `range`, in order and without gaps; neighbours differ in their offset. */
export function offsetRanges(zone: string, range: TimeRange): OffsetRange[] {
	const ranges: OffsetRange[] = [];
	const last = Math.floor(range.toMs / CHUNK_MS);
	for (let index = Math.floor(range.fromMs / CHUNK_MS); index <= last; index++)
		for (const next of chunkOf(zone, index)) {
			if (next.toMs <= range.fromMs || next.fromMs > range.toMs) continue;
			const previous = ranges.at(-1);
			if (previous?.offsetMs === next.offsetMs) ranges[ranges.length - 1] = { ...previous, toMs: next.toMs };
			else ranges.push(next);
		}
	return ranges;
}
