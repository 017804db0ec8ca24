import type { Release } from '#lib/domain/release.ts';
import { labelWidth, plotWidth, xOf, type Frame } from './frame.ts';

/** One marker on a time chart: a release, or several whose labels would cover each other. */
export type Marker = Readonly<{
	/** In time order; one or more. */
	releases: readonly Release[];
	label: string;
	/** Where the releases stand. */
	lines: readonly number[];
	/** Left edge and width of the label. */
	labelX: number;
	labelWidth: number;
}>;

/** A rollout in stages: from its first stage to its last. */
export type Rollout = Readonly<{ version: string; x0: number; x1: number; firstShare: number; lastShare: number }>;

/** Between a marker's middle and its label, and free space after a label. */
const LABEL_GAP = 9;
const FREE = 8;
const HALF_DIAMOND = 5;
const LONGEST_LABEL = 18;
const SHORTEST_LABEL = 5;

type Words = { several: (count: number) => string };
type Group = { releases: Release[]; lines: number[] };

const cut = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

/** As much of the version as fits the room; nothing where not even its beginning does, as the line has a card besides. */
function shortened(version: string, room: number): string {
	for (let length = LONGEST_LABEL; length >= SHORTEST_LABEL; length--) {
		const label = cut(version, length);
		if (labelWidth(label) <= room) return label;
	}
	return '';
}

/** `untilX`: where the next marker begins. */
function placed({ releases, lines }: Group, untilX: number, frame: Frame, words: Words): Marker {
	const [first = 0] = lines;
	const [only] = releases;
	const rightEdge = frame.left + plotWidth(frame);
	if (releases.length === 1 && only) {
		const right = first + LABEL_GAP;
		const label = shortened(only.version, untilX - FREE - HALF_DIAMOND - right);
		const width = labelWidth(label);
		const labelX = right + width <= frame.width ? right : first - LABEL_GAP - width;
		return { releases, lines, label, labelX, labelWidth: width };
	}
	const label = words.several(releases.length);
	const width = labelWidth(label) + 12;
	const labelX = Math.max(frame.left - HALF_DIAMOND, Math.min(first - HALF_DIAMOND, rightEdge - width + HALF_DIAMOND));
	return { releases, lines, label, labelX, labelWidth: width };
}

const leftOf = ({ lines, labelX }: Marker): number => Math.min((lines[0] ?? 0) - HALF_DIAMOND, labelX);
/** Where a label ends; its lines may reach further, but never as far as the next marker. */
const rightOf = ({ labelX, labelWidth: width }: Marker): number => labelX + width;

/**
 * Markers in time order; what stands closer together than a label is wide is one marker, never wider than that, so that
 * many releases bury no chart. Releases outside of the range are left out.
 */
export function markerLayout(releases: readonly Release[], frame: Frame, words: Words): Marker[] {
	const room = labelWidth(words.several(99)) + 12 + FREE;
	const groups: Group[] = [];
	const inRange = releases
		.map((release) => ({ release, ms: Date.parse(release.at) }))
		.filter(({ ms }) => ms >= frame.fromMs && ms < frame.toMs)
		.sort((one, other) => one.ms - other.ms);
	for (const { release, ms } of inRange) {
		const x = xOf(ms, frame);
		const group = groups.at(-1);
		if (group && x - (group.lines[0] ?? x) < room) {
			group.releases.push(release);
			group.lines.push(x);
		} else groups.push({ releases: [release], lines: [x] });
	}
	for (;;) {
		const markers = groups.map((group, index) => placed(group, groups[index + 1]?.lines[0] ?? Infinity, frame, words));
		const [before, last] = markers.slice(-2);
		if (!before || !last || leftOf(last) >= rightOf(before) + FREE) return markers;
		// The right edge pushed the last label back onto the one before.
		const moved = groups.pop();
		groups.at(-1)?.releases.push(...(moved?.releases ?? []));
		groups.at(-1)?.lines.push(...(moved?.lines ?? []));
	}
}

/** Rollouts with stages that touch the range, cut to it. */
export function rolloutLayout(releases: readonly Release[], frame: Frame): Rollout[] {
	return releases.flatMap(({ version, stages }) => {
		const times = stages
			.map(({ at, share }) => ({ ms: Date.parse(at), share }))
			.sort((one, other) => one.ms - other.ms);
		const first = times[0];
		const last = times.at(-1);
		if (!first || !last || last.ms <= frame.fromMs || first.ms >= frame.toMs || first.ms === last.ms) return [];
		const x0 = xOf(Math.max(first.ms, frame.fromMs), frame);
		const x1 = xOf(Math.min(last.ms, frame.toMs), frame);
		return [{ version, x0, x1, firstShare: first.share, lastShare: last.share }];
	});
}
