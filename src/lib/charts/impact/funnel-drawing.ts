import { chartOption, yOf } from '#lib/charts/chart-option.ts';
import { labelWidth, plotWidth, xOf } from '#lib/charts/frame.ts';
import { shapeSeries } from '#lib/charts/shape-series.ts';
import { axisSteps } from '#lib/charts/value-axis.ts';
import * as m from '#lib/paraglide/messages.js';
import { moment, type TimeStyle } from '#lib/ui/time-format.ts';
import { effectAxis } from './effect-axis.ts';
import { effectColour } from './effect-colour.ts';
import { effectKind, effectTexts, sizeText } from './effect-format.ts';
import { closedAt, type ImpactDetail } from './impact-detail.ts';
import { tableOf, type Drawing, type PicturePoint } from './picture.ts';
import { area, box, dot, level, polyline, upright, words, type XY } from './plain-shapes.ts';
import { hasRoomAtEnd, sinceFrame, sinceSpan } from './since-frame.ts';
import type { VerdictFacts } from './verdict-facts.ts';
import { chipKind } from './verdict-words.ts';

/** The first intervals are far wider than what follows; beyond this many times the newest one they are cut. */
const MOST_REACH = 2.5;

/** How the interval of the effect narrowed since the release, over the strip that is too small to matter. */
export function funnelDrawing(detail: ImpactDetail, facts: VerdictFacts, style: TimeStyle): Drawing {
	const { locale } = style;
	const { axis, charts, outcome } = detail;
	const kind = effectKind(facts.metric.name, facts.metric.unit);
	const strip = outcome.minimumEffect;
	const span = sinceSpan(detail, locale);
	const at = charts.funnel.map((point) => ({ ...point, atMs: closedAt(axis, point.bucket) }));
	const last = at.at(-1);
	const points = at.map(({ atMs, ...point }): PicturePoint => {
		const texts = effectTexts(kind, point, locale);
		const rows: [string, string][] = [[m.impact_effect({}, { locale }), texts.estimate]];
		if (texts.ends !== null) rows.push([m.chart_column_interval({}, { locale }), texts.ends]);
		return { atMs, title: moment(atMs, style), rows };
	});
	const newest = last ? [last.low ?? last.effect, last.high ?? last.effect] : [];
	const reach = MOST_REACH * Math.max(...newest.map(Math.abs), 2 * strip);
	const least = kind === 'volume' ? Math.max(-0.99, -reach) : -reach;
	const cut = (value: number) => Math.min(reach, Math.max(least, value));
	const seen = at.flatMap(({ effect, low, high }) => [effect, low ?? effect, high ?? effect]).map(cut);
	const scale = effectAxis(kind, [...seen, -strip, strip], locale);
	const left = Math.ceil(Math.max(...axisSteps(scale.axis).map((step) => labelWidth(scale.label(step))))) + 14;
	const texts = last ? effectTexts(kind, last, locale) : null;
	const summary =
		last && texts
			? m.impact_funnel_said({
					effect: texts.estimate,
					interval: texts.ends ?? '–',
					margin: sizeText(kind, strip, locale)
				})
			: m.impact_funnel_none();
	return {
		table: tableOf(points, m.chart_column_time({}, { locale })),
		picture: {
			summary,
			points,
			layout: (size) => sinceFrame(span, size, left),
			option: (frame, palette) => {
				const colour = effectColour(chipKind(facts), palette);
				const right = frame.left + plotWidth(frame);
				const y = (value: number) =>
					Math.min(frame.height - frame.bottom, Math.max(frame.top, yOf(scale.drawn(value), scale.axis, frame)));
				const place = (atMs: number, value: number): XY => [xOf(atMs, frame), y(value)];
				const high = at.map((point) => place(point.atMs, point.high ?? reach * 10));
				const low = at.map((point) => place(point.atMs, point.low ?? (kind === 'volume' ? -0.999 : -reach * 10)));
				const line = at.map((point) => place(point.atMs, point.effect));
				const end = line.at(-1);
				const sinceMs = facts.establishedMs;
				return chartOption(frame, { ticks: span.ticks, values: scale.axis, valueLabel: scale.label }, palette, [
					shapeSeries('strip', 0, [
						box(frame.left, right, y(strip), y(-strip), palette.mask),
						...(hasRoomAtEnd(frame)
							? [
									words(
										[right + 8, y(0)],
										{ text: m.impact_too_small({ margin: sizeText(kind, strip, locale) }) },
										palette
									)
								]
							: [])
					]),
					shapeSeries('zero', 1, [level(frame.left, right, y(0), palette.zero)]),
					shapeSeries('band', 2, [
						...area(high, low, colour, 0.18),
						...polyline(high, colour, 1),
						...polyline(low, colour, 1)
					]),
					shapeSeries('effect', 3, [...polyline(line, colour, 1.75), ...(end ? [dot(end, 4, colour)] : [])]),
					shapeSeries(
						'established',
						4,
						sinceMs === null
							? []
							: [
									upright(xOf(sinceMs, frame), frame.top, frame.height - frame.bottom, palette.marker),
									words(
										[xOf(sinceMs, frame) + 4, frame.height - frame.bottom - 10],
										{ text: m.impact_established_short() },
										palette
									)
								]
					),
					shapeSeries(
						'end',
						5,
						end && texts && hasRoomAtEnd(frame) && Math.abs(end[1] - y(0)) > 14
							? [words([right + 8, end[1]], { text: texts.estimate, strong: true }, palette)]
							: []
					)
				]);
			}
		}
	};
}
