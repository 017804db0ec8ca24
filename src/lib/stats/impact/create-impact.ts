import { aboutProduct, mixToTakeOut, withoutEachTopic } from './alternatives.ts';
import type { Bucket, ImpactCell } from './cell.ts';
import { volumeCaution } from './cautions.ts';
import { impactCharts, NO_CHARTS } from './charts.ts';
import { firstEstablished } from './established.ts';
import { gateReasons, isTooShort, isWeak } from './gates.ts';
import type { Impact } from './impact.ts';
import { effectIn, endsIn, minimumInModel } from './in-metric.ts';
import { METHOD } from './method.ts';
import { outlook } from './outlook.ts';
import type { Reading } from './reading.ts';
import type { Reason } from './reason.ts';
import { nothingYet, type Since } from './nothing-yet.ts';
import { detectableEffect, levelOf } from './series-reading.ts';
import { type ConcurrentPath, trackSeries, type TrackedSeries } from './tracked-series.ts';
import type { BoardPlace, ImpactOutcome, PathSummary } from './verdict.ts';
import { askedEvidence, type Evidence, shownInterval, verdictOf } from './verdict-of.ts';

/** Where the verdict rests: on the series as it is, or with the mix of segments taken out. */
type Primary = Readonly<{ tracked: TrackedSeries; cautions: readonly Reason[] }>;

const summary = ({ kind }: ImpactCell, reading: Reading, hours: number, alpha: number): PathSummary => ({
	effect: effectIn(kind, reading.effect),
	...endsIn(kind, reading.interval(alpha)),
	standardError: reading.standardError,
	logEvidence: reading.logEvidence,
	minimumDetectableEffect: detectableEffect(reading.project(hours, alpha))
});

const sinceOf = ({ kind }: ImpactCell, buckets: readonly Bucket[]): Since => ({
	closed: buckets.length,
	after: levelOf(buckets, kind === 'volume')
});

/** A release with too little before it: nothing is fitted, and nothing can come of waiting. */
function unanswerable(cell: ImpactCell): Impact {
	const since = cell.buckets.slice(cell.releaseAt);
	return {
		push: (bucket) => void since.push(bucket),
		peek: () => 0,
		history: () => since.map(() => 0),
		enoughSince: () => null,
		judge: (_, place) => nothingYet(cell, place, sinceOf(cell, since)),
		charts: () => NO_CHARTS
	};
}

/**
 * Follows one release × metric. Making it is a cold fit: everything before the release, then every closed bucket since
 * in order, so that it stands bit for bit where one stands that was pushed bucket by bucket.
 * @param concurrent what path A says, where old and new version live side by side
 */
export function createImpact(given: ImpactCell, concurrent: ConcurrentPath = () => null): Impact {
	if (isTooShort(given)) return unanswerable(given);
	const own = aboutProduct(given);
	const cell = { ...given, buckets: given.buckets.map(own) };
	const raw = trackSeries(cell, concurrent);
	let adjusted: { attribute: string; tracked: TrackedSeries; push: (bucket: Bucket) => void } | null = null;
	let cached: { closed: number; primary: Primary; topics: readonly Reason[] | null } | null = null;

	const closed = () => raw.series.rows().length - cell.releaseAt;

	/** The series with the mix taken out, made when the mix first differs and followed from then on. */
	const primary = (): Primary => {
		const plain = { tracked: raw, cautions: [] };
		const mix = mixToTakeOut(cell, raw.series.buckets());
		if (!mix) return plain;
		if (adjusted?.attribute !== mix.attribute) {
			const tracked = trackSeries({ ...cell, buckets: raw.series.buckets().map(mix.adjusted) }, concurrent);
			const push = (bucket: Bucket) => tracked.push(mix.adjusted(bucket));
			adjusted = { attribute: mix.attribute, tracked, push };
		}
		const [before, after] = [raw.read(null).reading, adjusted.tracked.read(null).reading];
		if (!before || !after || Math.abs(before.effect - after.effect) <= minimumInModel(cell) / 2) return plain;
		const values = { distance: mix.distance, raw: before.effect, adjusted: after.effect };
		return { tracked: adjusted.tracked, cautions: [{ code: 'COMPOSITION', values, names: [mix.attribute] }] };
	};

	const now = () => {
		if (cached?.closed !== closed()) cached = { closed: closed(), primary: primary(), topics: null };
		return cached;
	};

	/** Topics that explain a direction away; each costs a fit, so only where there is a direction. */
	const topicCautions = (alpha: number): readonly Reason[] => {
		const state = now();
		state.topics ??= withoutEachTopic(cell, raw.series.buckets()).flatMap(({ name, before, after, reading }) => {
			const { low, high } = reading.interval(alpha);
			if (low !== null && high !== null && (low > 0 || high < 0)) return [];
			return [
				{ code: 'TOPIC', values: { before, after, without: effectIn(cell.kind, reading.effect) }, names: [name] }
			];
		});
		return state.topics;
	};

	const judge = (open: Bucket | null, place: BoardPlace): ImpactOutcome => {
		const { tracked, cautions } = now().primary;
		const { series, alpha } = tracked;
		const { look, reading } = tracked.read(open && own(open));
		const other = concurrent(null);
		const beside = other?.ready ? other : null;
		const deciding = beside ?? reading;
		if (!reading || !deciding) return nothingYet(cell, place, sinceOf(cell, series.buckets().slice(cell.releaseAt)));
		const objection = beside ? null : tracked.objection();
		const gates = [
			...(other?.reasons ?? []).filter(({ code }) => code !== 'BETTING_OPEN'),
			...gateReasons(series, look, reading, other),
			...(objection?.code === 'STEP_BEFORE' ? [objection] : [])
		];
		const shape = series.design.shapes[beside ? 0 : look.leading];
		const onset = { shape: shape?.shape ?? 'step', hours: shape?.hours ?? 0 } as const;
		const evidence: Evidence = {
			cell,
			path: beside ? 'concurrent' : 'before-after',
			reading: deciding,
			stepInterval: beside ? null : reading.stepInterval,
			alpha,
			place,
			closed: closed(),
			onset,
			gates,
			waits: [
				...(objection?.code === 'ONE_BURST' ? [objection] : []),
				...(other?.reasons ?? []).filter(({ code }) => code === 'BETTING_OPEN')
			],
			cautions: [
				...cautions,
				...(isWeak(cell) ? [{ code: 'WEAK_PRE', values: { threshold: 1 / alpha } } as const] : []),
				...(reading.ready ? volumeCaution(cell, series.answersPerDay(onset.hours)) : [])
			],
			established: firstEstablished(tracked.judged(), cell, place, alpha),
			outlook: outlook(cell, deciding, closed(), alpha)
		};
		const verdict = verdictOf(evidence);
		const isClaim = verdict.verdict === 'improved' || verdict.verdict === 'regressed';
		const hours = closed() * cell.widthHours;
		return {
			...shownInterval(evidence),
			...verdict,
			reasons: isClaim ? [...verdict.reasons, ...topicCautions(alpha)] : verdict.reasons,
			...evidence.outlook,
			path: evidence.path,
			signal: !isClaim && deciding.logEvidence >= -Math.log(alpha),
			logEvidence: deciding.logEvidence,
			threshold: askedEvidence(place, alpha),
			alpha: Math.min(alpha, place.alpha),
			minimumEffect: cell.minimumEffect,
			established: evidence.established,
			onset,
			before: deciding.before,
			after: deciding.after,
			paths: {
				concurrent: other && summary(cell, other, hours, alpha),
				beforeAfter: summary(cell, reading, hours, alpha)
			},
			closed: closed(),
			method: METHOD.version
		};
	};

	return {
		push: (bucket) => {
			raw.push(own(bucket));
			adjusted?.push(own(bucket));
		},
		peek: (open) => {
			const beside = concurrent(null);
			return beside?.ready ? beside.logEvidence : now().primary.tracked.read(open && own(open)).look.logEvidence;
		},
		history: () =>
			now()
				.primary.tracked.judged()
				.map(({ logEvidence }) => logEvidence),
		enoughSince: () => {
			const first = now()
				.primary.tracked.judged()
				.findIndex(({ ready }) => ready);
			return first < 0 ? null : first + 1;
		},
		judge,
		charts: (place) => impactCharts(now().primary.tracked, cell, place)
	};
}
