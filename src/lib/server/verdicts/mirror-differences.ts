import type { Release } from '#lib/domain/release.ts';
import type { MirroredRelease } from '#lib/server/store/mirrored-releases.ts';

const FIELDS = ['at', 'title', 'notes', 'url', 'assignment', 'rollout'] as const;

const isSame = (mirrored: MirroredRelease, release: Release): boolean =>
	!mirrored.deleted && FIELDS.every((field) => mirrored[field] === release[field]);

/** The rows that make a product's mirror say what the metadata says, each a revision above the one it replaces. */
export function mirrorDifferences(
	product: number,
	releases: readonly Release[],
	mirrored: readonly MirroredRelease[]
): MirroredRelease[] {
	const known = new Map(mirrored.map((one) => [one.version, one]));
	const there = new Set(releases.map(({ version }) => version));
	const changed = releases.flatMap(({ stages: _, ...release }) => {
		const before = known.get(release.version);
		if (before && isSame(before, { ...release, stages: [] })) return [];
		return [{ ...release, product, deleted: false, revision: (before?.revision ?? 0) + 1 }];
	});
	const gone = mirrored
		.filter(({ version, deleted }) => !deleted && !there.has(version))
		.map((one) => ({ ...one, deleted: true, revision: one.revision + 1 }));
	return [...changed, ...gone];
}
