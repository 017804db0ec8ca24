import { randomBytes } from 'node:crypto';
import type { Metadata } from '#lib/server/metadata/connect.ts';
import { removeProcess, reportProcess } from '#lib/server/metadata/processes.ts';
import type { ClickHouseClient } from '#lib/server/store/client.ts';
import { endInserts } from '#lib/server/store/end-inserts.ts';
import { createMembership, type Membership } from './create-membership.ts';

/** This process among those that store rows. */
export type Registration = Readonly<{
	id: string;
	/** `null` where no other process can write to the store. */
	others: Readonly<{ membership: Membership; inTurn: Metadata['inTurn'] }> | null;
	/** How many processes ended without saying so before this one began. */
	leftOver: number;
	/** The orderly end, once nothing is under way any more. */
	end: () => Promise<void>;
}>;

type Options = Readonly<{
	metadata: Metadata;
	clickhouse: ClickHouseClient;
	/** Whether other processes may write to the store. */
	mayShare: boolean;
	onError: (cause: unknown) => void;
}>;

/** How the ids of a process's statements begin. */
export const statementsOf = (process: string): string => `upshot-${process}-`;

/** Puts this process on the list, and takes those off that ended without a word, with what they left under way. */
export async function registerProcess(options: Options): Promise<Registration> {
	const { metadata, clickhouse, mayShare, onError } = options;
	const { database, inTurn } = metadata;
	const id = randomBytes(9).toString('hex');
	let leftOver = 0;
	const retire = async (gone: string) => {
		await endInserts(clickhouse, statementsOf(gone));
		await removeProcess(database, gone);
		leftOver++;
	};
	if (!mayShare) {
		const left = await reportProcess(database, { id, shares: false });
		for (const gone of left) await removeProcess(database, gone.id);
		return { id, others: null, leftOver: left.length, end: () => removeProcess(database, id) };
	}
	const membership = await createMembership({
		report: (shares) => reportProcess(database, { id, shares }),
		retire,
		monotonic: () => performance.now(),
		onError
	});
	return {
		id,
		others: { membership, inTurn },
		leftOver,
		end: async () => {
			membership.stop();
			await removeProcess(database, id);
		}
	};
}
