import { bucketLabel } from '#lib/charts/bucket-words.ts';
import { chartOption, yOf, type Shape } from '#lib/charts/chart-option.ts';
import { labelWidth, plotWidth, xOf, type Frame } from '#lib/charts/frame.ts';
import { markerLayout } from '#lib/charts/marker-layout.ts';
import { markerShapes } from '#lib/charts/marker-shapes.ts';
import { axisText, intervalText, valueText } from '#lib/charts/metric-format.ts';
import type { Palette } from '#lib/charts/palette.ts';
import { shapeSeries } from '#lib/charts/shape-series.ts';
import { timeTicks } from '#lib/charts/time-ticks.ts';
import { axisSteps, valueAxis, type ValueAxis } from '#lib/charts/value-axis.ts';
import type { Metric } from '#lib/domain/metric.ts';
import type { Release } from '#lib/domain/release.ts';
import * as m from '#lib/paraglide/messages.js';
import { count } from '#lib/ui/number-format.ts';
import type { TimeStyle } from '#lib/ui/time-format.ts';
import { addDays, instantOf, zonedTime } from '#lib/ui/zoned-time.ts';
import { counterfactualSpan, type SeenBucket } from './counterfactual-span.ts';
import { observedColour } from './effect-colour.ts';
import type { ImpactDetail } from './impact-detail.ts';
import { tableOf, type Drawing, type PicturePoint } from './picture.ts';
import { area, box, dot, polyline, upright, words, type XY } from './plain-shapes.ts';
import type { VerdictFacts } from './verdict-facts.ts';
import { chipKind } from './verdict-words.ts';

const DAY_MS = 86_400_000;
const NARROW = 480;
/** More dots than this would be a line themselves. */
const MOST_DOTS = 70;

type Asked = Readonly<{ facts: VerdictFacts; metric: Metric; releases: readonly Release[]; style: TimeStyle }>;

function dayStarts(fromMs: number, toMs: number, zone: string): number[] {
	const starts: number[] = [];
	for (let ms = instantOf(zonedTime(fromMs, zone), zone); ms < toMs; ms = addDays(ms, 1, zone))
		if (ms >= fromMs) starts.push(ms);
	return starts;
}

/** Buckets in a row that were observed; what is missing or masked leaves a gap. */
function runs(buckets: readonly SeenBucket[]): SeenBucket[][] {
	const rows: SeenBucket[][] = [[]];
	for (const bucket of buckets) {
		if (bucket.observed === null || bucket.masked) rows.push([]);
		else rows.at(-1)?.push(bucket);
	}
	return rows.filter((row) => row.length > 0);
}

function maskShapes(buckets: readonly SeenBucket[], frame: Frame, palette: Palette): Shape[] {
	const masked = buckets.filter((bucket) => bucket.masked);
	const [first] = masked;
	const bottom = frame.height - frame.bottom;
	const boxes = masked.map(({ startMs, endMs }) =>
		box(xOf(startMs, frame), xOf(endMs, frame), frame.top, bottom, palette.mask)
	);
	if (!first) return [];
	return [...boxes, words([xOf(first.startMs, frame) + 3, bottom - 8], { text: m.impact_masked() }, palette)];
}

/** The forecast from before the release, with its band, beside what was observed; other releases, and what was masked. */
export function counterfactualDrawing(detail: ImpactDetail, { facts, metric, releases, style }: Asked): Drawing {
	const { locale, zone } = style;
	const { releaseMs, widthMs } = detail.axis;
	const { buckets, fromMs, toMs } = counterfactualSpan(detail);
	const grain = widthMs >= DAY_MS ? 'day' : 'hour';
	const value = (one: number) => valueText(metric.unit, one, 0, locale);
	const points = buckets.map(({ startMs, endMs, observed, masked, forecast }): PicturePoint => {
		const rows: [string, string][] = [
			[m.impact_observed({}, { locale }), masked ? m.impact_masked() : observed === null ? '–' : value(observed)]
		];
		if (forecast) {
			rows.push([m.impact_without({}, { locale }), value(forecast.mean)]);
			rows.push([m.chart_column_interval({}, { locale }), intervalText(metric.unit, forecast, 0, locale)]);
		}
		return { atMs: (startMs + endMs) / 2, title: bucketLabel({ startMs, endMs }, grain, style), rows };
	});
	const values: ValueAxis = valueAxis(metric, drawnValues(buckets));
	const widest = Math.max(...axisSteps(values).map((step) => labelWidth(axisText(metric.unit, step, locale))));
	const last = buckets.findLast(({ observed }) => observed !== null);
	const said = new Map([[facts.version, chipKind(facts)]]);
	const several = (some: number) => m.chart_several_releases({ count: count(some, locale) });
	return {
		table: tableOf(points, m.chart_column_time({}, { locale })),
		picture: {
			summary: m.impact_counterfactual_said({
				observed: last?.observed === undefined || last.observed === null ? '–' : value(last.observed),
				forecast: last?.forecast ? value(last.forecast.mean) : '–',
				band: last?.forecast ? intervalText(metric.unit, last.forecast, 0, locale) : '–'
			}),
			points,
			layout: ({ width, height }) => ({
				...{ width, height, fromMs, toMs, top: 32, bottom: 24 },
				left: Math.ceil(widest) + 14,
				right: width < NARROW ? 12 : 92
			}),
			option: (frame, palette) => {
				const kind = chipKind(facts);
				const colour = observedColour(kind, palette);
				const bottom = frame.height - frame.bottom;
				const y = (one: number) => Math.min(bottom, Math.max(frame.top, yOf(one, values, frame)));
				const x = ({ startMs, endMs }: SeenBucket) => xOf((startMs + endMs) / 2, frame);
				const observed = (row: readonly SeenBucket[]) => row.map((one): XY => [x(one), y(one.observed ?? 0)]);
				const line = (row: readonly SeenBucket[], stroke: string, width: number) => [
					...polyline(observed(row), stroke, width),
					...(buckets.length <= MOST_DOTS || row.length === 1
						? observed(row).map((place) => dot(place, 2.4, stroke))
						: [])
				];
				const forecasts = buckets.flatMap((one) => (one.forecast ? [{ x: x(one), ...one.forecast }] : []));
				const since = buckets.filter(({ startMs }) => startMs >= releaseMs);
				const before = buckets.filter(({ startMs }) => startMs < releaseMs);
				const right = frame.left + plotWidth(frame);
				const ends: Shape[] = [];
				const [lastForecast, lastSeen] = [
					forecasts.at(-1),
					since.findLast((one) => one.observed !== null && !one.masked)
				];
				if (frame.right > 40 && lastForecast) {
					const [seenY, forecastY] = [lastSeen ? y(lastSeen.observed ?? 0) : null, y(lastForecast.mean)];
					const isClose = seenY !== null && Math.abs(seenY - forecastY) < 14;
					const moved = isClose ? (seenY < forecastY ? 14 - (forecastY - seenY) : seenY - forecastY - 14) : 0;
					ends.push(words([right + 8, forecastY + moved], { text: m.impact_without() }, palette));
					if (seenY !== null)
						ends.push(words([right + 8, seenY], { text: m.impact_observed(), strong: true }, palette));
				}
				return chartOption(
					frame,
					{
						ticks: timeTicks(dayStarts(fromMs, toMs, zone), 'day', frame, style),
						values,
						valueLabel: (step) => axisText(metric.unit, step, locale)
					},
					palette,
					[
						shapeSeries('masked', 0, maskShapes(buckets, frame, palette)),
						shapeSeries('releases', 1, markerShapes(markerLayout(releases, frame, { several }), frame, palette, said)),
						shapeSeries('forecast', 2, [
							...area(
								forecasts.map((one): XY => [one.x, y(one.high)]),
								forecasts.map((one): XY => [one.x, y(one.low)]),
								palette.compared,
								0.2
							),
							...polyline(
								forecasts.map((one): XY => [one.x, y(one.mean)]),
								palette.compared,
								1.5,
								[4, 3]
							)
						]),
						shapeSeries(
							'before',
							3,
							runs(before).flatMap((row) => line(row, palette.text, 1))
						),
						shapeSeries(
							'since',
							4,
							runs(since).flatMap((row) => line(row, colour, 1.75))
						),
						shapeSeries('release', 5, [upright(xOf(releaseMs, frame), 20, bottom, colour)]),
						shapeSeries('ends', 6, ends)
					]
				);
			}
		}
	};
}

/** A band far above everything observed is cut, so that the line keeps its shape. */
function drawnValues(buckets: readonly SeenBucket[]): number[] {
	const seen = buckets.flatMap(({ observed, masked }) => (observed === null || masked ? [] : [observed]));
	const means = buckets.flatMap(({ forecast }) => (forecast ? [forecast.mean] : []));
	const most = 1.6 * Math.max(0, ...seen, ...means);
	const ends = buckets.flatMap(({ forecast }) => (forecast ? [forecast.low, Math.min(forecast.high, most)] : []));
	return [...seen, ...means, ...ends];
}
