import type { Release } from '#lib/domain/release.ts';
import type { Verdict } from '#lib/domain/verdict.ts';
import type { Change } from '#lib/server/changes/create-changes.ts';
import type { ClickHouseClient } from '#lib/server/store/client.ts';
import { createChangeLog } from './change-log.ts';
import { judgeRelease, type JudgedMetric } from './judge-release.ts';
import { createReleaseReader, type KnownSpans } from './release-reader.ts';
import { definitionOf, questionOf, type Definitions } from './release-question.ts';
import { isCurrent, standRelease, windowEndMs, type StandingRelease } from './standing-release.ts';
import { verdictOf } from './verdict-of.ts';

/** A release with what is said of it. */
export type ReleaseImpact = Readonly<{
	release: Release;
	verdicts: readonly Verdict[];
	judged: readonly JudgedMetric[];
}>;

/** The releases of one product as they stand; what a look leaves behind makes the next one cheap. */
export type ProductBoard = Readonly<{
	changed: (change: Change) => void;
	/** How many changes there were. */
	changes: () => number;
	/** What is said now of these releases; one look after another. */
	look: (definitions: Definitions, versions: readonly string[]) => Promise<ReleaseImpact[]>;
	/** Whether a fit waits, so that another look is due soon. */
	waits: () => boolean;
}>;

type Options = Readonly<{ clickhouse: ClickHouseClient; now: () => number; monotonic: () => number }>;

/** A release keeps about two megabytes, from which its page is drawn; those whose window is over can be read again. */
const MOST_KEPT = 24;

const isOpen = ({ at }: Release, nowMs: number): boolean => Date.parse(at) <= nowMs && nowMs < windowEndMs(at);

/** The releases that are watched now. */
export const watchedVersions = (releases: readonly Release[], nowMs: number): string[] =>
	releases.filter((release) => isOpen(release, nowMs)).map(({ version }) => version);

const overlap = (one: Release, other: Release): boolean =>
	Date.parse(one.at) < windowEndMs(other.at) && Date.parse(other.at) < windowEndMs(one.at);

type Look = Readonly<{ needsCells: boolean; nowMs: number; spans: KnownSpans }>;

export function createProductBoard({ clickhouse, now, monotonic }: Options, product: number): ProductBoard {
	const log = createChangeLog();
	/** By version, the least recently looked at first. */
	const standing = new Map<string, StandingRelease>();
	let last: Promise<unknown> = Promise.resolve();

	async function stand(definitions: Definitions, release: Release, { needsCells, nowMs, spans }: Look): Promise<void> {
		const question = questionOf(definitions, release);
		const before = standing.get(release.version);
		if (before && isCurrent(before, question, { log, nowMs, needsCells })) return;
		const reader = createReleaseReader(clickhouse, product, spans);
		const cells = new Map(before?.definition === definitionOf(question) ? before.cells : null);
		// What breaks off half-way may have pushed a bucket: it begins anew.
		standing.delete(release.version);
		standing.set(release.version, await standRelease({ reader, log, nowMs, monotonic }, question, cells));
	}

	/** Lets go of what is not watched any more, and of releases that are gone. */
	function tidy(releases: readonly Release[], asked: ReadonlySet<string>, nowMs: number): void {
		const known = new Map(releases.map((release) => [release.version, release]));
		const over: string[] = [];
		for (const [version, one] of standing) {
			const release = known.get(version);
			if (!release) standing.delete(version);
			else if (one.cells && !asked.has(version) && !isOpen(release, nowMs)) over.push(version);
		}
		for (const version of over.slice(0, Math.max(0, over.length - MOST_KEPT))) {
			const one = standing.get(version);
			if (one) standing.set(version, { ...one, cells: null });
		}
	}

	async function look(definitions: Definitions, versions: readonly string[]): Promise<ReleaseImpact[]> {
		const nowMs = now();
		const asked = new Set(versions);
		// In one order, whichever release is asked: equal evidence ranks by it.
		const releases = definitions.releases.toSorted((a, b) =>
			a.at < b.at || (a.at === b.at && a.version < b.version) ? -1 : 1
		);
		const judged = releases.filter(({ version }) => asked.has(version));
		const needed = releases.filter(
			(release) =>
				asked.has(release.version) || (Date.parse(release.at) <= nowMs && judged.some((one) => overlap(one, release)))
		);
		const spans: KnownSpans = new Map();
		for (const release of needed)
			await stand(definitions, release, { needsCells: asked.has(release.version), nowMs, spans });
		const all = needed.flatMap(({ version }) => [...(standing.get(version)?.placed.values() ?? [])]);
		const impacts = judged.flatMap((release) => {
			const one = standing.get(release.version);
			if (!one) return [];
			const metrics = judgeRelease(questionOf(definitions, release), one, { all, nowMs });
			return [{ release, judged: metrics, verdicts: metrics.map((metric) => verdictOf(metric, release.at)) }];
		});
		tidy(releases, asked, nowMs);
		return impacts;
	}

	return {
		changed: log.add,
		changes: log.end,
		look: (definitions, versions) => {
			const next = last.catch(() => {}).then(() => look(definitions, versions));
			last = next;
			return next;
		},
		waits: () => [...standing.values()].some(({ waits }) => waits)
	};
}
