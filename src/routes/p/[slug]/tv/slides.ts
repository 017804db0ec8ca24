import type { MetricName } from '#lib/domain/metric.ts';
import type { Overview } from '../overview.ts';

/** One page of a wall screen, and the names of the questions that it alone shows. */
export type Slide = Readonly<{ id: string; names: readonly string[] }> &
	(
		| Readonly<{ kind: 'figures' | 'groups' | 'words' | 'releases' }>
		| Readonly<{ kind: 'chart'; name: string; metric: MetricName; isRate: boolean }>
	);

type Known = Readonly<{
	overview: Pick<Overview, 'questions' | 'scores'>;
	hasWords: boolean;
	hasReleases: boolean;
}>;

const chart = (name: string, metric: MetricName, isRate: boolean): Slide => ({
	...{ id: name, kind: 'chart', names: [name] },
	...{ name, metric, isRate }
});

/** What a product has to show, the figures first. What cannot be asked, or is empty, has no page. */
export function slidesOf({ overview, hasWords, hasReleases }: Known): Slide[] {
	const [score] = overview.scores;
	const groups = ['versionVolume', 'versionScore', 'channelVolume', 'channelScore'];
	const slides: Slide[] = [
		{ id: 'figures', kind: 'figures', names: [] },
		chart('volume', 'feedback_volume', false),
		...(score ? [chart(`score:${score}`, score, true)] : []),
		chart('negative', 'negative_share', true),
		{ id: 'groups', kind: 'groups', names: groups },
		...(hasWords ? [{ id: 'words', kind: 'words', names: [] } as const] : []),
		...(hasReleases ? [{ id: 'releases', kind: 'releases', names: [] } as const] : [])
	];
	return slides.filter((slide) => slide.kind !== 'chart' || slide.name in overview.questions);
}

/** Asked all the time, whatever page stands: the figures, and what says that the range has run out. */
const ALWAYS = [
	...['volume', 'volumeTotal', 'volumeBefore', 'scoreTotal', 'scoreBefore', 'negativeTotal', 'negativeBefore'],
	...['activeTotal', 'activeBefore', 'responseTotal']
];

/** Of all that the pages show: what is asked at all, and what of it can wait, as neither this page nor the next shows it. */
export function askedBy(slides: readonly Slide[], index: number): { names: string[]; away: string[] } {
	const near = [slides[index], slides[(index + 1) % slides.length]].flatMap((slide) => slide?.names ?? []);
	const names = [...new Set([...ALWAYS, ...slides.flatMap((slide) => slide.names)])];
	return { names, away: names.filter((name) => !ALWAYS.includes(name) && !near.includes(name)) };
}
