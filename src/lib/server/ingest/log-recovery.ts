import type { ClickHouseClient } from '#lib/server/store/client.ts';
import { recoveryLine } from './recovery-line.ts';

type Log = Readonly<{ warn: (line: string) => void; error: (cause: object, line: string) => void }>;

/** Writes down what was looked at after a start that followed no orderly end. */
export const logRecovery = (
	{ clickhouse, log }: { clickhouse: ClickHouseClient; log: Log },
	knownIds: number
): Promise<void> =>
	recoveryLine(clickhouse, knownIds).then(
		(line) => log.warn(line),
		(cause: unknown) => log.error({ err: cause }, 'the rows could not be checked')
	);
