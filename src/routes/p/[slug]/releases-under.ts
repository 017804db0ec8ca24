import type { Filter } from '#lib/domain/question.ts';
import type { Release } from '#lib/domain/release.ts';

const valuesOf = ({ value }: Filter): readonly unknown[] => (Array.isArray(value) ? value : [value]);

function passes({ version }: Release, filter: Filter): boolean {
	if (filter.field !== 'version') return true;
	if (filter.op === 'contains') return version.toLowerCase().includes(String(filter.value).toLowerCase());
	const isNamed = valuesOf(filter).includes(version);
	return filter.op === '!=' ? !isNamed : isNamed;
}

/** The releases that are still spoken of: a filter on versions leaves the others out. */
export const releasesUnder = (releases: readonly Release[], filters: readonly Filter[]): Release[] =>
	releases.filter((release) => filters.every((filter) => passes(release, filter)));
