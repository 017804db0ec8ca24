import type { Bucket, ImpactCell, Moments } from './cell.ts';

const NOBODY: Moments = { n: 0, sum: 0, sumsq: 0 };

/** The bucket without the answers that mention any of these topics. */
export function withoutTopics(bucket: Bucket, topics: readonly number[]): Bucket {
	return topics.reduce((rest, topic) => {
		const { n, sum, sumsq } = bucket.topics?.[topic] ?? NOBODY;
		// An answer may mention two topics, so that less than none would be left.
		return { ...rest, n: Math.max(0, rest.n - n), sum: rest.sum - sum, sumsq: Math.max(0, rest.sumsq - sumsq) };
	}, bucket);
}

/** Topics, by index, that a person marked as not about the product. */
export const foreignTopics = ({ topics }: ImpactCell): number[] =>
	(topics ?? []).flatMap(({ aboutProduct }, index) => (aboutProduct ? [] : [index]));

/** A topic that took hold after the release, and its share of the answers before and after. */
export type RisenTopic = Readonly<{ topic: number; before: number; after: number }>;

const RISEN_SHARE = 0.2;
const RISEN_TIMES = 4;

const share = (buckets: readonly Bucket[], topic: number): number => {
	const all = buckets.reduce((sum, { n }) => sum + n, 0);
	return all === 0 ? 0 : buckets.reduce((sum, { topics }) => sum + (topics?.[topic]?.n ?? 0), 0) / all;
};

/** Topics in at least a fifth of the answers after and at most a quarter of that before. */
export function risenTopics(cell: ImpactCell, buckets: readonly Bucket[]): RisenTopic[] {
	const [before, after] = [buckets.slice(0, cell.releaseAt), buckets.slice(cell.releaseAt)];
	return (cell.topics ?? []).flatMap(({ aboutProduct }, topic) => {
		const shares = { topic, before: share(before, topic), after: share(after, topic) };
		return aboutProduct && shares.after >= RISEN_SHARE && RISEN_TIMES * shares.before <= shares.after ? [shares] : [];
	});
}

/** How the mix of one attribute's segments differs, and how to take that out of a bucket. */
export type Mix = Readonly<{ attribute: string; distance: number; adjusted: (bucket: Bucket) => Bucket }>;

const totalOf = (buckets: readonly Bucket[], segment: number): Moments =>
	buckets.reduce((total, { segments }) => {
		const { n, sum, sumsq } = segments?.[segment] ?? NOBODY;
		return { n: total.n + n, sum: total.sum + sum, sumsq: total.sumsq + sumsq };
	}, NOBODY);

/**
 * The bucket with its mean moved to what the mix of before the release would have given, by the segments' means from
 * before; what happens inside segments stays. Spread inside the bucket stays as it is.
 */
function adjustment(members: readonly number[], before: readonly Moments[]): (bucket: Bucket) => Bucket {
	const all = before.reduce((sum, { n }) => sum + n, 0);
	return (bucket) => {
		const counted = members.reduce((sum, segment) => sum + (bucket.segments?.[segment]?.n ?? 0), 0);
		if (counted === 0 || bucket.n === 0) return bucket;
		const shift = members.reduce((sum, segment, index) => {
			const { n = 0, sum: total = 0 } = before[index] ?? {};
			const now = (bucket.segments?.[segment]?.n ?? 0) / counted;
			return n === 0 ? sum : sum + (now - n / all) * (total / n);
		}, 0);
		const sum = bucket.sum - shift * bucket.n;
		return { ...bucket, sum, sumsq: bucket.sumsq + (sum ** 2 - bucket.sum ** 2) / bucket.n };
	};
}

/** The attribute whose segments changed most between before and after, by total variation; `null` without segments. */
export function changedMix(cell: ImpactCell, buckets: readonly Bucket[]): Mix | null {
	const segments = cell.segments ?? [];
	const [before, after] = [buckets.slice(0, cell.releaseAt), buckets.slice(cell.releaseAt)];
	const mixes = [...new Set(segments.map(({ attribute }) => attribute))].map((attribute) => {
		const members = segments.flatMap((segment, index) => (segment.attribute === attribute ? [index] : []));
		const was = members.map((segment) => totalOf(before, segment));
		const is = members.map((segment) => totalOf(after, segment));
		const [allBefore, allAfter] = [was, is].map((totals) => totals.reduce((sum, { n }) => sum + n, 0));
		const distance =
			allBefore && allAfter
				? was.reduce((sum, { n }, index) => sum + Math.abs(n / allBefore - (is[index]?.n ?? 0) / allAfter), 0) / 2
				: 0;
		return { attribute, distance, adjusted: adjustment(members, was) };
	});
	return mixes.reduce<Mix | null>((most, mix) => (most && most.distance >= mix.distance ? most : mix), null);
}
