import type { Release } from '#lib/domain/release.ts';
import type { ReleaseChange } from './contract.ts';

const newestFirst = (one: Release, other: Release): number => (one.at < other.at ? 1 : -1);

/** Newest first, with the release as it is now, or without the one that was deleted. */
export function changedReleases(releases: readonly Release[], change: ReleaseChange): Release[] {
	const others = releases.filter(({ version }) => version !== change.version);
	return 'deleted' in change ? others : [change, ...others].sort(newestFirst);
}
