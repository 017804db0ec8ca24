import { chartOption, yOf } from '#lib/charts/chart-option.ts';
import { plotWidth, xOf } from '#lib/charts/frame.ts';
import { shapeSeries } from '#lib/charts/shape-series.ts';
import * as m from '#lib/paraglide/messages.js';
import { moment, type TimeStyle } from '#lib/ui/time-format.ts';
import { effectColour } from './effect-colour.ts';
import { evidenceText } from './evidence-words.ts';
import { closedAt, type ImpactDetail } from './impact-detail.ts';
import { tableOf, type Drawing, type PicturePoint } from './picture.ts';
import { dot, level, polyline, words, type XY } from './plain-shapes.ts';
import { hasRoomAtEnd, sinceFrame, sinceSpan } from './since-frame.ts';
import type { VerdictFacts } from './verdict-facts.ts';
import { chipKind } from './verdict-words.ts';

const LEAST = -1;
const LEFT = 44;
/** Beyond this evidence is only called a power of ten, and Math.exp is near its end. */
const MOST_POWER = 300;

/** Evidence against "no effect" as it grew since the release, on a log scale, with the threshold that a verdict needs. */
export function evidenceDrawing(detail: ImpactDetail, facts: VerdictFacts, style: TimeStyle): Drawing {
	const { locale } = style;
	const { axis, charts, outcome } = detail;
	const span = sinceSpan(detail, locale);
	const at = charts.funnel.map(({ bucket, logEvidence }) => ({
		atMs: closedAt(axis, bucket),
		power: Math.min(MOST_POWER, logEvidence / Math.LN10)
	}));
	const text = (power: number) => evidenceText(10 ** power, locale);
	const points = at.map(({ atMs, power }): PicturePoint => ({
		atMs,
		title: moment(atMs, style),
		rows: [[m.impact_evidence({}, { locale }), text(power)]]
	}));
	const needed = Math.log10(outcome.threshold);
	const highest = Math.max(needed + 0.7, ...at.map(({ power }) => power));
	const step = Math.max(1, Math.ceil((highest - LEAST) / 6));
	const values = { min: LEAST, max: LEAST + Math.ceil((highest - LEAST) / step) * step, step };
	const last = at.at(-1);
	const threshold = evidenceText(outcome.threshold, locale);
	return {
		table: tableOf(points, m.chart_column_time({}, { locale })),
		picture: {
			summary: last ? m.impact_evidence_chart_said({ evidence: text(last.power), threshold }) : m.impact_funnel_none(),
			points,
			layout: (size) => sinceFrame(span, size, LEFT),
			option: (frame, palette) => {
				const colour = effectColour(chipKind(facts), palette);
				const right = frame.left + plotWidth(frame);
				const y = (power: number) => yOf(Math.max(LEAST, power), values, frame);
				const line = at.map(({ atMs, power }): XY => [xOf(atMs, frame), y(power)]);
				const end = line.at(-1);
				return chartOption(frame, { ticks: span.ticks, values, valueLabel: text }, palette, [
					shapeSeries('threshold', 1, [
						level(frame.left, right, y(needed), palette.zero, [3, 3]),
						...(hasRoomAtEnd(frame)
							? [words([right + 8, y(needed)], { text: m.impact_needed({ threshold }) }, palette)]
							: [])
					]),
					shapeSeries('evidence', 2, [...polyline(line, colour, 1.75), ...(end ? [dot(end, 4, colour)] : [])]),
					shapeSeries(
						'end',
						3,
						end && last && hasRoomAtEnd(frame) && Math.abs(end[1] - y(needed)) > 14
							? [words([right + 8, end[1]], { text: text(last.power), strong: true }, palette)]
							: []
					)
				]);
			}
		}
	};
}
