import type { Point } from '#lib/charts/bucket-points.ts';
import type { Frame } from '#lib/charts/frame.ts';
import type { Palette } from '#lib/charts/palette.ts';
import type { Release } from '#lib/domain/release.ts';

export const DAY_MS = 86_400_000;
/** A Monday. */
export const START_MS = Date.parse('2018-09-03T00:00:00Z');

export const frame: Frame = {
	width: 600,
	height: 300,
	left: 40,
	right: 10,
	top: 30,
	bottom: 24,
	fromMs: START_MS,
	toMs: START_MS + 55 * DAY_MS
};

export const palette: Palette = {
	text: 'text',
	text2: 'text2',
	text3: 'text3',
	surface: 'surface',
	surface2: 'surface2',
	lineStrong: 'line',
	grid: 'grid',
	axis: 'axis',
	zero: 'zero',
	mask: 'mask',
	marker: 'marker',
	markerCluster: 'cluster',
	compared: 'compared',
	improved: 'improved',
	regressed: 'regressed',
	neutral: 'neutral',
	hues: ['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'h7', 'h8'],
	band: 0.16,
	font: 'sans'
};

export const point = (day: number, value: number | null, more: Partial<Point> = {}): Point => ({
	startMs: START_MS + day * DAY_MS,
	endMs: START_MS + (day + 1) * DAY_MS,
	n: 20,
	value,
	low: value === null ? null : value - 1,
	high: value === null ? null : value + 1,
	state: 'closed',
	approximate: false,
	...more
});

export const release = (version: string, day: number, more: Partial<Release> = {}): Release => ({
	version,
	at: new Date(START_MS + day * DAY_MS).toISOString(),
	title: '',
	notes: '',
	url: '',
	assignment: 'everyone',
	rollout: 'instant',
	stages: [],
	...more
});
