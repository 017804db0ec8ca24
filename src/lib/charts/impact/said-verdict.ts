import type { ProductMetric } from '#lib/domain/metric-settings.ts';
import type { ReleaseVerdict } from '#lib/domain/verdict.ts';
import { chipKind, type ChipKind } from './verdict-words.ts';

/** What was said last of a release and a metric: as much as a marker shows. */
export type SaidVerdict = Readonly<{ version: string; metric: string; kind: ChipKind }>;

/** As pages get it: an increase is neither good nor bad where the product says so. */
export const saidVerdicts = (verdicts: readonly ReleaseVerdict[], metrics: readonly ProductMetric[]): SaidVerdict[] =>
	verdicts.flatMap(({ release, verdict }) => {
		const metric = metrics.find(({ name }) => name === verdict.metric);
		return metric ? [{ version: release, metric: metric.name, kind: chipKind({ ...verdict, metric }) }] : [];
	});

/** What markers of a chart of one metric show, by version. */
export const saidOf = (said: readonly SaidVerdict[], metric: string): ReadonlyMap<string, ChipKind> =>
	new Map(said.filter((one) => one.metric === metric).map(({ version, kind }) => [version, kind]));
