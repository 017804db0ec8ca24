import type { ProductMetric } from '#lib/domain/metric-settings.ts';
import type { Product } from '#lib/domain/product.ts';
import type { Release } from '#lib/domain/release.ts';
import type { Database } from '#lib/server/metadata/connect.ts';
import type { ClickHouseClient } from '#lib/server/store/client.ts';
import { HOUR_MS, knownUntil } from './analysis-axis.ts';
import { cellMetric } from './cell-metric.ts';
import type { Fitter } from './create-fitter.ts';
import { quietWeeks } from './quiet-weeks.ts';
import { readCell } from './read-cell.ts';
import { readDefinitions } from './release-question.ts';
import { createReleaseReader, type KnownSpans } from './release-reader.ts';

/** After each week: how many there are, were looked at, and had a verdict though nothing was released. */
export type PlaceboProgress = Readonly<{ weeks: number; looked: number; alarms: number }>;

/**
 * Asks the method about releases that never were, one at the start of each past week without a release, and looks at
 * each after every bucket of its week, as people do. Ends early when `signal` aborts. Nothing comes for an unknown
 * metric and for one without method.
 */
export type LookAtPlacebo = (product: Product, metric: string, signal: AbortSignal) => AsyncGenerator<PlaceboProgress>;

const WEEK_MS = 7 * 24 * HOUR_MS;

const NEVER: Omit<Release, 'at'> = {
	...{ version: ' placebo', title: '', notes: '', url: '' },
	...{ assignment: 'everyone', rollout: 'instant', stages: [] }
};

type Options = Readonly<{ clickhouse: ClickHouseClient; database: Database; fitter: Fitter; now: () => number }>;

export function createPlacebo({ clickhouse, database, fitter, now }: Options): LookAtPlacebo {
	/** However many ask, one week at a time is looked at. */
	let last: Promise<unknown> = Promise.resolve();
	const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
		const next = last.then(work);
		last = next.catch(() => {});
		return next;
	};

	return async function* look(product, name, signal) {
		const definitions = await readDefinitions(database, product);
		const metric: ProductMetric | undefined = definitions.metrics.find((one) => one.name === name);
		const looked = cellMetric(name);
		if (!metric || !looked) return;
		const spans: KnownSpans = new Map();
		const { firstMs, lastMs } = await createReleaseReader(clickhouse, product.number, spans).span(looked.source);
		const untilMs = knownUntil(lastMs, now());
		const starts = quietWeeks({ firstMs, untilMs, releases: definitions.releases });
		let alarms = 0;
		yield { weeks: starts.length, looked: 0, alarms };
		for (const [index, startMs] of starts.entries()) {
			const isAlarm = await inTurn(async () => {
				if (signal.aborted) return false;
				const read = await readCell(createReleaseReader(clickhouse, product.number, spans), {
					release: { ...NEVER, at: new Date(startMs).toISOString() },
					// Who stands there knows no later release.
					releases: definitions.releases.filter(({ at }) => Date.parse(at) < startMs),
					...{ metric, cellMetric: looked, minimumEffect: metric.minimumMeaningfulEffect },
					...{ topics: definitions.topics, zone: definitions.zone, nowMs: startMs + WEEK_MS }
				});
				return fitter.wasSaid(read.cell);
			});
			if (signal.aborted) return;
			if (isAlarm) alarms += 1;
			yield { weeks: starts.length, looked: index + 1, alarms };
		}
	};
}
