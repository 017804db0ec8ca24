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

type Words = { several: (count: number) => string };
type Group = { releases: Release[]; lines: number[] };

const shortened = (version: string): string =>
	version.length > LONGEST_LABEL ? `${version.slice(0, LONGEST_LABEL - 1)}…` : version;

function placed({ releases, lines }: Group, frame: Frame, words: Words): Marker {
	const [first = 0] = lines;
	const last = lines.at(-1) ?? first;
	const [only] = releases;
	const rightEdge = frame.left + plotWidth(frame);
	if (releases.length === 1 && only) {
		const label = shortened(only.version);
		const width = labelWidth(label);
		const right = first + LABEL_GAP;
		const labelX = right + width <= frame.width ? right : first - LABEL_GAP - width;
		return { releases, lines, label, labelX, labelWidth: width };
	}
	const label = words.several(releases.length);
	const width = labelWidth(label) + 12;
	const middle = (first + last) / 2 - width / 2;
	const labelX = Math.max(frame.left - HALF_DIAMOND, Math.min(middle, rightEdge - width + HALF_DIAMOND));
	return { releases, lines, label, labelX, labelWidth: width };
}

const leftOf = ({ lines, labelX }: Marker): number => Math.min((lines[0] ?? 0) - HALF_DIAMOND, labelX);
const rightOf = (marker: Marker): number =>
	Math.max((marker.lines.at(-1) ?? 0) + HALF_DIAMOND, marker.labelX + marker.labelWidth);

/** Markers in time order, joined until no label covers another marker. Releases outside of the range are left out. */
export function markerLayout(releases: readonly Release[], frame: Frame, words: Words): Marker[] {
	let groups: Group[] = releases
		.map((release) => ({ release, ms: Date.parse(release.at) }))
		.filter(({ ms }) => ms >= frame.fromMs && ms < frame.toMs)
		.sort((one, other) => one.ms - other.ms)
		.map(({ release, ms }) => ({ releases: [release], lines: [xOf(ms, frame)] }));
	for (;;) {
		const markers = groups.map((group) => placed(group, frame, words));
		const joined: Group[] = [];
		let rightEnd = -Infinity;
		for (const [index, marker] of markers.entries()) {
			const group = groups[index];
			const before = joined.at(-1);
			if (!group) continue;
			if (before && leftOf(marker) < rightEnd + FREE) {
				before.releases = [...before.releases, ...group.releases];
				before.lines = [...before.lines, ...group.lines];
			} else joined.push({ ...group });
			rightEnd = Math.max(rightEnd, rightOf(marker));
		}
		if (joined.length === groups.length) return markers;
		groups = joined;
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
