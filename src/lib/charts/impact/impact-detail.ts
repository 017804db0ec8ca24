import type { ImpactCharts, ImpactOutcome } from '#lib/stats/impact/verdict.ts';

/** Where the buckets of a cell lie: the first begins at `startMs`, none straddles `releaseMs`. */
export type CellAxis = Readonly<{ startMs: number; releaseMs: number; widthMs: number }>;

/** Everything that the page of a release draws of one metric. */
export type ImpactDetail = Readonly<{ axis: CellAxis; outcome: ImpactOutcome; charts: ImpactCharts }>;

/** When a bucket of the whole cell begins. */
export const bucketStart = ({ startMs, widthMs }: CellAxis, bucket: number): number => startMs + bucket * widthMs;

/** When so many buckets since the release are closed. */
export const closedAt = ({ releaseMs, widthMs }: CellAxis, closed: number): number => releaseMs + closed * widthMs;
