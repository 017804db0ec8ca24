import type { Filter } from '#lib/domain/question.ts';
import type { Grain } from '#lib/charts/bucket-points.ts';

/** What the page shows, as its address says it. */
export type View = Readonly<{
	/** `now-8w`, `2018-08-01` (the product's day), RFC 3339 or `release:4.2.0`. */
	from: string;
	/** As `from`; a day is meant to its end. */
	to: string;
	/** `null`: chosen by the range. */
	bucket: Grain | null;
	filters: readonly Filter[];
	/** What the texts are searched for, where answers are read. */
	search?: string;
	/** What the charts are laid beside; left out: nothing. */
	compare?: Compare | undefined;
	/** The groups that the legend leaves out. */
	hidden?: readonly string[] | undefined;
}>;

/** The period before it of the same length, or the same weekdays: whole weeks before. */
export const COMPARES = ['period', 'weeks'] as const;
export type Compare = (typeof COMPARES)[number];

const RELEASE_END = 'release:';

/** The moment of a release as an end of a range: it stays true when the release is moved. */
export const releaseEnd = (version: string): string => RELEASE_END + version;

/** The version that an end names; `null` when it is another one. */
export const releaseOfEnd = (end: string): string | null =>
	end.startsWith(RELEASE_END) ? end.slice(RELEASE_END.length) : null;

export const DEFAULT_VIEW: View = { from: 'now-8w', to: 'now', bucket: null, filters: [] };

/** Every answer, whenever it was given: what a page of answers shows before anybody narrows it. */
export const ALL_TIME: View = { ...DEFAULT_VIEW, from: '1970-01-01T00:00:00Z', to: '2105-12-31T00:00:00Z' };

export const isAllTime = ({ from, to }: View): boolean => from === ALL_TIME.from && to === ALL_TIME.to;

/** Sideways arrows, a chip's words and the address all write a filter as `field op value`. */
export const filterParam = ({ field, op, value }: Filter): string =>
	`${field}:${op}:${Array.isArray(value) ? JSON.stringify(value) : String(value)}`;

/** Colons and equals signs are read by people here; a query may hold both as they are. */
export const readableSearch = (search: URLSearchParams): string =>
	`?${search.toString().replaceAll('%3A', ':').replaceAll('%3D', '=')}`;

/** The parameters of a view; what is as in `home`, the page's view by default, is left out. */
export function viewParams(view: View, home: View): URLSearchParams {
	const { from, to, bucket, filters, search: words, compare, hidden = [] } = view;
	const search = new URLSearchParams();
	if (words) search.set('q', words);
	if (from !== home.from || to !== home.to) {
		search.set('from', from);
		search.set('to', to);
	}
	if (bucket) search.set('bucket', bucket);
	for (const filter of filters) search.append('filter', filterParam(filter));
	if (compare) search.set('compare', compare);
	for (const group of hidden) search.append('hide', group);
	return search;
}

/** The address of a view. */
export const viewSearch = (view: View, home: View = DEFAULT_VIEW): string => readableSearch(viewParams(view, home));

const isSame = (one: Filter, other: Filter): boolean => filterParam(one) === filterParam(other);

export const withFilter = (view: View, filter: Filter): View => ({
	...view,
	filters: [...view.filters.filter((one) => !isSame(one, filter)), filter]
});

export const withoutFilter = (view: View, filter: Filter): View => ({
	...view,
	filters: view.filters.filter((one) => !isSame(one, filter))
});
