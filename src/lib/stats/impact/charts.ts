import { changedCell, mixToTakeOut, readingOf, withoutEachTopic } from './alternatives.ts';
import { averagedEstimate, averagedInterval, modelWeights } from './averaged-evidence.ts';
import type { ImpactCell } from './cell.ts';
import { counterfactual } from './counterfactual.ts';
import { effectIn, endsIn } from './in-metric.ts';
import type { Reading } from './reading.ts';
import { lookAt, shapesAt, type Series } from './series.ts';
import { copyBank, pushBank, readBank, shapeFit } from './step-model.ts';
import type { TrackedSeries } from './tracked-series.ts';
import type { BoardPlace, EffectInterval, ImpactCharts, ImpactPoint } from './verdict.ts';

/** Points of the funnel at most. */
const MOST_POINTS = 120;
const DAY = 24;
const AGES = [
	[0, DAY],
	[DAY, 7 * DAY],
	[7 * DAY, 28 * DAY]
] as const;

const shownEffect = (
	{ kind }: ImpactCell,
	reading: Pick<Reading, 'effect' | 'interval'>,
	alpha: number
): EffectInterval => ({
	effect: effectIn(kind, reading.effect),
	...endsIn(kind, reading.interval(alpha))
});

/** The interval since the release, bucket by bucket, as the rows stand now. */
function funnel({ series }: TrackedSeries, alpha: number): ImpactPoint[] {
	const { cell, design, precisions, placebo } = series;
	const bank = copyBank(series.atRelease);
	const buckets = series.buckets();
	const closed = buckets.length - cell.releaseAt;
	const every = Math.ceil(closed / MOST_POINTS);
	const points: ImpactPoint[] = [];
	for (let since = 1; since <= closed; since++) {
		const index = cell.releaseAt + since - 1;
		const [row, bucket] = [series.rows()[index], buckets[index]];
		if (row && bucket) pushBank(bank, row, shapesAt(design, bucket, index, cell.widthHours));
		if (since % every !== 0 && since !== closed) continue;
		const look = lookAt(readBank(bank), design, precisions, placebo.kappa);
		const fit = shapeFit(look.readings, look.leading, precisions, placebo.kappa);
		if (!fit) continue;
		const weight = design.shapes[look.leading]?.weight ?? 1;
		const { low, high } = averagedInterval(fit, -Math.log(alpha * weight));
		const { unit } = design.scale;
		const ends = endsIn(cell.kind, { low: low === null ? null : low * unit, high: high === null ? null : high * unit });
		const effect = effectIn(cell.kind, averagedEstimate(fit).estimate * unit);
		points.push({ bucket: since, logEvidence: look.logEvidence, effect, ...ends });
	}
	return points;
}

/** The effect in each age of the release, from the answers of that age alone; descriptive. */
function effectByAge(series: Series, alpha: number): ImpactCharts['effectByAge'] {
	const { cell, design, precisions, placebo } = series;
	return AGES.flatMap(([fromHours, toHours]) => {
		const bank = copyBank(series.atRelease);
		let n = 0;
		series.buckets().forEach((bucket, index) => {
			const hours = design.hoursOf(index);
			const row = series.rows()[index];
			if (hours < 0 || !row) return;
			const isInside = hours >= fromHours && hours < toHours;
			if (isInside) n += bucket.n;
			pushBank(bank, isInside ? row : { ...row, variance: null }, shapesAt(design, bucket, index, cell.widthHours));
		});
		const fit = shapeFit(readBank(bank), 0, precisions, placebo.kappa);
		if (!fit) return [];
		const { unit } = design.scale;
		const { low, high } = averagedInterval(fit, -Math.log(alpha));
		const ends = endsIn(cell.kind, { low: low === null ? null : low * unit, high: high === null ? null : high * unit });
		return [{ fromHours, toHours, n, effect: effectIn(cell.kind, averagedEstimate(fit).estimate * unit), ...ends }];
	});
}

function noiseWeights({ series, read }: TrackedSeries): ImpactCharts['noise'] {
	const { look, reading } = read(null);
	if (!reading) return [];
	const weights = modelWeights(reading.fit);
	const told = look.readings.filter(({ solution }) => solution.shapes[look.leading]);
	return told
		.flatMap(({ point: which }, index) => {
			const point = series.atRelease.points[which];
			const model = point && series.atRelease.passes[point.pass]?.model;
			if (!point || !model) return [];
			const { phi, fast, slow } = model;
			return [{ weight: weights[index] ?? 0, phi, fast, slow, slope: point.slope }];
		})
		.sort((left, right) => right.weight - left.weight);
}

/** What else the effect could be: without topics that took hold, at the old mix, together with other releases. */
function alternatives({ series }: TrackedSeries, cell: ImpactCell, alpha: number): ImpactCharts['alternatives'] {
	const buckets = series.buckets();
	const shown = (reading: Reading) => shownEffect(cell, reading, alpha);
	const topics = withoutEachTopic(cell, buckets).map(({ name, reading }) => ({
		without: 'topic' as const,
		name,
		...shown(reading)
	}));
	const mix = mixToTakeOut(cell, buckets);
	const unmixed = mix && readingOf(changedCell(cell, buckets, mix.adjusted));
	const bundle = series.design.others.length > 0 ? readingOf({ ...cell, buckets, otherReleases: [] }) : null;
	return [
		...topics,
		...(mix && unmixed ? [{ without: 'mix' as const, name: mix.attribute, ...shown(unmixed) }] : []),
		...(bundle
			? [
					{
						without: 'bundle' as const,
						name: series.design.others.map(({ version }) => version).join(', '),
						...shown(bundle)
					}
				]
			: [])
	];
}

/** What is drawn where nothing can be fitted. */
export const NO_CHARTS: ImpactCharts = {
	counterfactual: [],
	funnel: [],
	placebo: { weeks: 0, seen: 0, largestT: 0, kappa: 1 },
	effectByAge: [],
	noise: [],
	information: { now: 0, final: 0 },
	alternatives: []
};

/** Everything the page of one release draws of one metric. */
export function impactCharts(tracked: TrackedSeries, cell: ImpactCell, place: BoardPlace): ImpactCharts {
	const alpha = Math.min(tracked.alpha, place.alpha);
	const { series } = tracked;
	return {
		counterfactual: counterfactual(series),
		funnel: funnel(tracked, alpha),
		placebo: series.placebo,
		effectByAge: effectByAge(series, alpha),
		noise: noiseWeights(tracked),
		information: tracked.read(null).reading?.information ?? { now: 0, final: 0 },
		alternatives: alternatives(tracked, cell, alpha)
	};
}
