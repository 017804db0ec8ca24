import type { Release } from '#lib/domain/release.ts';
import { monthYear, type TimeStyle } from '#lib/ui/time-format.ts';

export type Month = Readonly<{ name: string; releases: readonly Release[] }>;

/** The releases under the name of their month in the product's zone, in the order they come in. */
export function byMonth(releases: readonly Release[], style: TimeStyle): Month[] {
	const months = new Map<string, Release[]>();
	for (const release of releases) {
		const name = monthYear(Date.parse(release.at), style);
		const known = months.get(name);
		if (known) known.push(release);
		else months.set(name, [release]);
	}
	return [...months].map(([name, some]) => ({ name, releases: some }));
}
