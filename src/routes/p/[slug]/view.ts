import type { Filter } from '#lib/domain/question.ts';
import type { Grain } from '#lib/charts/bucket-points.ts';

/** What the page shows, as its address says it. */
export type View = Readonly<{
	/** `now-8w`, `2018-08-01` (the product's day) or RFC 3339. */
	from: string;
	/** As `from`; a day is meant to its end. */
	to: string;
	/** `null`: chosen by the range. */
	bucket: Grain | null;
	filters: readonly Filter[];
}>;

export const DEFAULT_VIEW: View = { from: 'now-8w', to: 'now', bucket: null, filters: [] };

/** Sideways arrows, a chip's words and the address all write a filter as `field op value`. */
export const filterParam = ({ field, op, value }: Filter): string =>
	`${field}:${op}:${Array.isArray(value) ? JSON.stringify(value) : String(value)}`;

/** The address of a view; what is as by default is left out. */
export function viewSearch({ from, to, bucket, filters }: View): string {
	const search = new URLSearchParams();
	if (from !== DEFAULT_VIEW.from || to !== DEFAULT_VIEW.to) {
		search.set('from', from);
		search.set('to', to);
	}
	if (bucket) search.set('bucket', bucket);
	for (const filter of filters) search.append('filter', filterParam(filter));
	// Colons and spaces are read by people here; a query may hold both as they are.
	return `?${search.toString().replaceAll('%3A', ':').replaceAll('%3D', '=')}`;
}

const isSame = (one: Filter, other: Filter): boolean => filterParam(one) === filterParam(other);

export const withFilter = (view: View, filter: Filter): View => ({
	...view,
	filters: [...view.filters.filter((one) => !isSame(one, filter)), filter]
});

export const withoutFilter = (view: View, filter: Filter): View => ({
	...view,
	filters: view.filters.filter((one) => !isSame(one, filter))
});
