import { z } from 'zod';
import type { Metadata } from '#lib/server/metadata/connect.ts';
import type { ClickHouseClient } from '#lib/server/store/client.ts';
import { insertVerdicts, readLastVerdicts, type LastVerdict, type VerdictRow } from '#lib/server/store/verdict-rows.ts';
import { HOUR_MS } from './analysis-axis.ts';
import type { JudgedMetric } from './judge-release.ts';
import { verdictOf } from './verdict-of.ts';

type Reason = Readonly<{ code: string }>;

const codesOf = (reasons: readonly Reason[]): string => JSON.stringify(reasons.map(({ code }) => code));

const isSame = (before: LastVerdict | undefined, row: VerdictRow): boolean =>
	before?.verdict === row.verdict &&
	before.path === row.path &&
	before.firstEstablishedMs === row.firstEstablishedMs &&
	before.reasons === row.reasons;

/** What would be written of each metric that was judged. */
function rowsOf(judged: readonly JudgedMetric[], release: { version: string; at: string }): VerdictRow[] {
	const releasedMs = Date.parse(release.at);
	return judged.flatMap((one) => {
		// Before the first bucket is over nothing was said.
		if (one.judged === null || one.judged.axis.closed === 0) return [];
		const { axis } = one.judged;
		const said = verdictOf(one, release.at);
		return {
			...{ release: release.version, metric: said.metric, releasedMs },
			atMs: releasedMs + axis.closed * axis.widthHours * HOUR_MS,
			...{ verdict: said.verdict, path: said.path, effect: said.effect, low: said.low, high: said.high },
			...{ evidence: said.evidence, threshold: said.threshold, method: said.method },
			firstEstablishedMs: said.firstEstablishedAt === null ? null : Date.parse(said.firstEstablishedAt),
			// The numbers inside move all the time; what kind of reason it is does not.
			reasons: codesOf(said.reasons)
		};
	});
}

/** Writes down what is said of a release. */
export type KeepHistory = (
	product: number,
	release: Readonly<{ version: string; at: string }>,
	judged: readonly JudgedMetric[]
) => Promise<void>;

const signature = (rows: readonly VerdictRow[]): string =>
	JSON.stringify(
		rows.map(({ metric, releasedMs, verdict, path, firstEstablishedMs, reasons }) => [
			...[metric, releasedMs, verdict, path, firstEstablishedMs, reasons]
		])
	);

/**
 * Writes down what is now said otherwise than before: another verdict, path or reason, or another moment of being
 * established. Processes do it one after another, so that no change is written twice.
 */
export function createHistory({
	clickhouse,
	alone
}: {
	clickhouse: ClickHouseClient;
	alone: Metadata['alone'];
}): KeepHistory {
	/** What this process saw written: most looks say nothing else. */
	const seen = new Map<string, string>();
	return async (product, release, judged) => {
		const rows = rowsOf(judged, release);
		const [key, said] = [`${product} ${release.version}`, signature(rows)];
		if (rows.length === 0 || seen.get(key) === said) return;
		await alone(`upshot-verdicts ${product}`, async () => {
			const releasedMs = Date.parse(release.at);
			const last = await readLastVerdicts(clickhouse, { product, release: release.version, releasedMs });
			const known = new Map(last.map((one) => [one.metric, one]));
			const changed = rows.filter((row) => !isSame(known.get(row.metric), row));
			if (changed.length > 0) await insertVerdicts(clickhouse, product, changed);
		});
		seen.set(key, said);
	};
}

const Codes = z.array(z.string()).catch([]);

/** The reasons of a row, by their codes alone. */
export const storedReasons = (text: string): { code: string; message: string }[] =>
	Codes.parse(JSON.parse(text)).map((code) => ({ code, message: code }));
