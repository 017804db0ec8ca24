import { checkRows, type RowCheck } from '#lib/server/store/check-rows.ts';
import type { ClickHouseClient } from '#lib/server/store/client.ts';

/** Longer is the business of `upshot doctor`. */
const MOST_S = 20;

const tableLine = ({ table, rows, differences, brokenParts }: RowCheck): string =>
	`${table}: ${rows} rows, ${differences} cells of the projection that differ, ${brokenParts} broken parts`;

/** What was looked at after a start that followed no orderly end, in one line. */
export async function recoveryLine(clickhouse: ClickHouseClient, knownIds: number): Promise<string> {
	const checks: string[] = [];
	for (const table of ['feedback', 'events'] as const)
		checks.push(
			await checkRows(clickhouse, table, MOST_S).then(tableLine, () => `${table}: not compared, run upshot doctor`)
		);
	return `Upshot had not been stopped in order. Both databases answer; ${knownIds} ids of the last seven days are known again; ${checks.join('; ')}.`;
}
