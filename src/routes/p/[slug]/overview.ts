import { bucketAround } from '#lib/domain/buckets.ts';
import type { MetricName } from '#lib/domain/metric.ts';
import { Question, type Answer, type QuestionInput } from '#lib/domain/question.ts';
import { isScale, type Scale } from '#lib/domain/scale.ts';
import type { Grain } from '#lib/charts/bucket-points.ts';
import { grainOf, rateGrainOf } from './grain.ts';
import { firstQuestions, metricOfScale, nextQuestions, type Questions } from './overview-questions.ts';
import type { ReadView } from './read-view.ts';

export type Answers = Readonly<Record<string, Answer>>;

/** Everything that the page knows about the product in this range, and how it was asked. */
export type Overview = Readonly<{
	/** Of volumes, and of rates, which need more answers a bucket. */
	grain: Grain;
	rateGrain: Grain;
	/** The scales that were answered, most answers first. */
	scores: readonly MetricName[];
	questions: Questions;
	/** By the same names; a question that failed has none. */
	answers: Answers;
}>;

type ScaleFact = Readonly<{ scale: Scale; n: number }>;
type Ask = (question: Question) => Promise<Answer>;

/** Charts of scores side by side; a product that asks on more scales has dashboards for them. */
const MOST_SCORES = 3;

async function askAll(questions: Questions, ask: Ask): Promise<Answers> {
	const settled = await Promise.allSettled(
		Object.entries(questions).map(async ([name, input]) => [name, await ask(Question.parse(input))] as const)
	);
	const failures = settled.filter((one) => one.status === 'rejected');
	// One panel may fail alone; a store that answers nothing is the page's failure.
	if (failures.length > 0 && failures.length === settled.length)
		throw new Error('no question was answered', { cause: failures[0]?.reason });
	return Object.fromEntries(settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])));
}

/** Answers in the middle one of the buckets when the answer is cut into `grain`; the open bucket is left out. */
export function medianN(answer: Answer | undefined, grain: Grain, zone: string): number {
	const watermarkMs = answer ? Date.parse(answer.watermark) : 0;
	const sizes = new Map<number, { n: number; endMs: number }>();
	for (const { start, n } of answer?.result.series[0]?.buckets ?? []) {
		const { fromMs, toMs } = bucketAround(Date.parse(start), grain, zone);
		sizes.set(fromMs, { n: (sizes.get(fromMs)?.n ?? 0) + n, endMs: toMs });
	}
	const sorted = [...sizes.values()]
		.filter(({ endMs }) => endMs <= watermarkMs)
		.map(({ n }) => n)
		.sort((one, other) => one - other);
	return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

/** Scales by how many answers they have in the range; the product's favourites when it has none. */
function scoresOf(scales: Answer | undefined, known: readonly ScaleFact[]): MetricName[] {
	const inRange = (scales?.result.series ?? []).map(({ group, buckets }) => [group ?? '', buckets[0]?.n ?? 0] as const);
	const counted = inRange.filter(([scale, n]) => isScale(scale) && n > 0);
	const ranked = counted.length > 0 ? counted : known.map(({ scale, n }) => [scale, n] as const);
	return [...ranked]
		.sort(([, one], [, other]) => other - one)
		.flatMap(([scale]) => (isScale(scale) ? [metricOfScale(scale)] : []))
		.slice(0, MOST_SCORES);
}

/** Asks in two steps: what shows which scales and how many answers there are, then what depends on it. */
export async function readOverview(
	read: ReadView,
	{ ask, zone, scales }: { ask: Ask; zone: string; scales: readonly ScaleFact[] }
): Promise<Overview> {
	const rangeMs = read.toMs - read.fromMs;
	const wanted = read.view.bucket;
	const grain = wanted ?? grainOf(rangeMs);
	const { negativeFine, ...first } = firstQuestions({ read, grain });
	const fine: Record<string, QuestionInput> = negativeFine ? { negativeFine } : {};
	const firstAnswers = await askAll({ ...first, ...fine }, ask);
	const median = (coarser: Grain) => medianN(firstAnswers.negativeFine, coarser, zone);
	const rateGrain = grain === wanted ? grain : rateGrainOf(rangeMs, grain, median);
	const scores = scoresOf(firstAnswers.scales, scales);
	const next = nextQuestions({ read, grain: rateGrain }, scores);
	const { negativeFine: _, ...kept } = firstAnswers;
	return {
		grain,
		rateGrain,
		scores,
		questions: { ...first, ...next },
		answers: { ...kept, ...(await askAll(next, ask)) }
	};
}
