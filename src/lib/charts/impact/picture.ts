import type { ChartOption } from '#lib/charts/chart-option.ts';
import type { Frame } from '#lib/charts/frame.ts';
import type { Palette } from '#lib/charts/palette.ts';

/** One place that the pointer or the arrow keys can stand on, with what is said of it. */
export type PicturePoint = Readonly<{
	atMs: number;
	title: string;
	rows: readonly (readonly [name: string, value: string])[];
}>;

/** A chart of the page of a release: laid out for a size, then drawn in a theme's colours. */
export type Picture = Readonly<{
	/** What it shows, in one sentence. */
	summary: string;
	points: readonly PicturePoint[];
	layout: (size: { width: number; height: number }) => Frame;
	option: (frame: Frame, palette: Palette) => ChartOption;
}>;

/** The same numbers as a table, newest first. */
export type PictureTable = Readonly<{ head: readonly string[]; rows: readonly (readonly string[])[] }>;

export type Drawing = Readonly<{ picture: Picture; table: PictureTable }>;

/** The table that a picture's points are: their titles, then the values under the names of the first row. */
export function tableOf(points: readonly PicturePoint[], first: string): PictureTable {
	const names = points.reduce<readonly string[]>(
		(longest, { rows }) => (rows.length > longest.length ? rows.map(([name]) => name) : longest),
		[]
	);
	return {
		head: [first, ...names],
		rows: points
			.map(({ title, rows }) => {
				const values = new Map(rows);
				return [title, ...names.map((name) => values.get(name) ?? '–')];
			})
			.reverse()
	};
}
