import type { Release } from '#lib/domain/release.ts';
import type { Verdict } from '#lib/domain/verdict.ts';
import type { BoardPlace, ImpactCharts } from '#lib/stats/impact/verdict.ts';
import type { Change } from '#lib/server/changes/create-changes.ts';
import type { ClickHouseClient } from '#lib/server/store/client.ts';
import { createChangeLog } from './change-log.ts';
import { FitsLost, type Fitter } from './create-fitter.ts';
import { judgeRelease, type JudgedMetric } from './judge-release.ts';
import { createReleaseReader, type KnownSpans } from './release-reader.ts';
import { definitionOf, questionOf, type Definitions } from './release-question.ts';
import { forgetCells, isCurrent, isLost, standRelease, windowEndMs, type StandingRelease } from './standing-release.ts';
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
	/** What is said now of these releases; one look after another, but what somebody waits for comes in between. */
	look: (definitions: Definitions, versions: readonly string[], isAwaited?: boolean) => Promise<ReleaseImpact[]>;
	/** What is drawn of a metric of a release; `null` where it does not stand any more, until another look. */
	charts: (version: string, metric: string, place: BoardPlace) => Promise<ImpactCharts | null>;
	/** Whether a release's window is over, and nothing came since so many changes that what was said of it hangs on. */
	isSettled: (release: Release, changes: number) => boolean;
	/** Whether a fit waits, so that another look is due soon. */
	waits: () => boolean;
}>;

type Options = Readonly<{ clickhouse: ClickHouseClient; fitter: Fitter; now: () => number; monotonic: () => number }>;

/** A release keeps about two megabytes, from which its page is drawn; those whose window is over can be read again. */
const MOST_KEPT = 24;

const isOpen = ({ at }: Release, nowMs: number): boolean => Date.parse(at) <= nowMs && nowMs < windowEndMs(at);

/** The releases that are watched now. */
export const watchedVersions = (releases: readonly Release[], nowMs: number): string[] =>
	releases.filter((release) => isOpen(release, nowMs)).map(({ version }) => version);

const overlap = (one: Release, other: Release): boolean =>
	Date.parse(one.at) < windowEndMs(other.at) && Date.parse(other.at) < windowEndMs(one.at);

type Look = Readonly<{ needsCells: boolean; isAwaited: boolean; nowMs: number; spans: KnownSpans }>;

export function createProductBoard({ clickhouse, fitter, now, monotonic }: Options, product: number): ProductBoard {
	const log = createChangeLog();
	/** By version, the least recently looked at first. */
	const standing = new Map<string, StandingRelease>();
	let last: Promise<unknown> = Promise.resolve();

	/** Looks that somebody waits for. */
	const awaited: (() => Promise<void>)[] = [];
	const giveWay = async (): Promise<void> => {
		for (let next = awaited.shift(); next; next = awaited.shift()) await next();
	};

	async function stand(definitions: Definitions, release: Release, look: Look): Promise<void> {
		const { needsCells, isAwaited, nowMs, spans } = look;
		const question = questionOf(definitions, release);
		const before = standing.get(release.version);
		const lost = before !== undefined && isLost(before);
		if (before && !lost && isCurrent(before, question, { log, nowMs, needsCells })) return;
		const reader = createReleaseReader(clickhouse, product, spans);
		const goesOn = !lost && before?.definition === definitionOf(question);
		const cells = new Map(goesOn ? before.cells : null);
		if (!goesOn) forgetCells(before?.cells?.values());
		// What breaks off half-way may have pushed a bucket: it begins anew.
		standing.delete(release.version);
		const how = { reader, fitter, log, nowMs, monotonic, ...(isAwaited && { rank: Infinity }) };
		try {
			standing.set(release.version, await standRelease(how, question, cells));
		} catch (cause) {
			forgetCells(cells.values());
			throw cause;
		}
	}

	/** Lets go of what is not watched any more, and of releases that are gone. */
	function tidy(releases: readonly Release[], asked: ReadonlySet<string>, nowMs: number): void {
		const known = new Map(releases.map((release) => [release.version, release]));
		const over: string[] = [];
		for (const [version, one] of standing) {
			const release = known.get(version);
			if (!release) {
				forgetCells(one.cells?.values());
				standing.delete(version);
			} else if (one.cells && !asked.has(version) && !isOpen(release, nowMs)) over.push(version);
		}
		for (const version of over.slice(0, Math.max(0, over.length - MOST_KEPT))) {
			const one = standing.get(version);
			if (!one) continue;
			forgetCells(one.cells?.values());
			standing.set(version, { ...one, cells: null });
		}
	}

	async function lookOnce(
		definitions: Definitions,
		versions: readonly string[],
		isAwaited: boolean
	): Promise<ReleaseImpact[]> {
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
		// What is asked about first, and of it the newest.
		for (const release of needed
			.toReversed()
			.sort((a, b) => Number(asked.has(b.version)) - Number(asked.has(a.version)))) {
			await stand(definitions, release, { needsCells: asked.has(release.version), isAwaited, nowMs, spans });
			if (!isAwaited) await giveWay();
		}
		const all = needed.flatMap(({ version }) => [...(standing.get(version)?.placed.values() ?? [])]);
		const impacts: ReleaseImpact[] = [];
		for (const release of judged) {
			const one = standing.get(release.version);
			if (!one) continue;
			const metrics = await judgeRelease(questionOf(definitions, release), one, { all, nowMs });
			impacts.push({ release, judged: metrics, verdicts: metrics.map((metric) => verdictOf(metric, release.at)) });
		}
		tidy(releases, asked, nowMs);
		return impacts;
	}

	/** Once more where the thread of the fits ended meanwhile. */
	const look = (definitions: Definitions, versions: readonly string[], isAwaited: boolean) =>
		lookOnce(definitions, versions, isAwaited).catch((cause: unknown) => {
			// Not twice: after the app stopped none begins.
			if (cause instanceof FitsLost) return lookOnce(definitions, versions, isAwaited);
			throw cause;
		});

	return {
		changed: log.add,
		changes: log.end,
		isSettled: ({ version, at }, changes) => {
			const [one, since, endMs] = [standing.get(version), log.since(changes), windowEndMs(at)];
			if (!one || one.lookedAtMs < endMs || since === null) return false;
			return since.length === 0 || (one.nextCloseMs > endMs && since.every(({ range }) => range.fromMs >= endMs));
		},
		look: (definitions, versions, isAwaited = false) => {
			if (!isAwaited) {
				const next = last.catch(() => {}).then(() => look(definitions, versions, false));
				last = next;
				return next;
			}
			const next = new Promise<ReleaseImpact[]>((resolve, reject) => {
				awaited.push(() => look(definitions, versions, true).then(resolve, reject));
			});
			last = last.catch(() => {}).then(giveWay);
			return next;
		},
		charts: async (version, metric, place) => {
			const cell = standing.get(version)?.cells?.get(metric)?.fit?.cell;
			return cell && !cell.isLost() ? cell.charts(place) : null;
		},
		waits: () => [...standing.values()].some(({ waits }) => waits)
	};
}
