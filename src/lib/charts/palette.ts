/** A theme's colours as the canvas needs them: resolved, since ECharts cannot read `var()`. */
export type Palette = Readonly<{
	text: string;
	text2: string;
	text3: string;
	surface: string;
	surface2: string;
	lineStrong: string;
	grid: string;
	axis: string;
	zero: string;
	mask: string;
	marker: string;
	markerCluster: string;
	/** What a chart is laid beside. */
	compared: string;
	/** Marks of verdicts, and of an effect that has none. */
	improved: string;
	regressed: string;
	neutral: string;
	/** Hues 1 to 8; the first is for a series alone, the last for "other". */
	hues: readonly string[];
	/** Opacity of a 95 % interval. */
	band: number;
	font: string;
}>;

export const COLOUR_TOKENS = {
	text: '--text',
	text2: '--text-2',
	text3: '--text-3',
	surface: '--surface',
	surface2: '--surface-2',
	lineStrong: '--line-strong',
	grid: '--chart-grid',
	axis: '--chart-axis',
	zero: '--chart-zero',
	mask: '--chart-mask',
	marker: '--marker',
	markerCluster: '--marker-cluster',
	compared: '--chart-counterfactual',
	improved: '--improved-mark',
	regressed: '--regressed-mark',
	neutral: '--neutral-mark'
} as const;

export const HUE_TOKENS = [1, 2, 3, 4, 5, 6, 7, 8].map((hue) => `--chart-${hue}`);

/** The hue of the series into which the small groups fold. */
export const OTHER_HUE = 7;
