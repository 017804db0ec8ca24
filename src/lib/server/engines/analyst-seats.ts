import { createHmac, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ClickhouseGroup } from './clickhouse-config.ts';

/** What the users of all products have in common, and how they differ. */
export type AnalystRights = Readonly<{
	/** Names the group; begins as the users' names do. */
	group: string;
	grants: readonly string[];
	settings: Readonly<Record<string, string | number>>;
	nameOf: (product: number) => string;
	rowPoliciesOf: (product: number) => Readonly<Record<string, string>>;
}>;

/** The users that this start of the embedded ClickHouse knows, one for each product. */
export type AnalystSeats = Readonly<{
	/** `null` for a product with a higher number than this start has users for. */
	passwordOf: (product: number) => string | null;
	/** Has the next start make users enough for products of this number and above. */
	expect: (product: number) => Promise<void>;
}>;

/** Half a millisecond of each start for each of them. */
const FEWEST = 400;
const COUNT_FILE = 'analysts';

async function wantedCount(folder: string): Promise<number> {
	const text = await readFile(path.join(folder, COUNT_FILE), 'utf8').catch(() => '');
	return Math.max(FEWEST, Number.parseInt(text, 10) || 0);
}

/** As many users as the folder's products need, with new passwords. */
export async function analystSeats(
	folder: string,
	{ group, grants, settings, nameOf, rowPoliciesOf }: AnalystRights
): Promise<{ seats: AnalystSeats; users: ClickhouseGroup }> {
	const secret = randomBytes(32);
	const count = await wantedCount(folder);
	let written = count;
	const passwordOf = (product: number) => createHmac('sha256', secret).update(nameOf(product)).digest('base64url');
	const users = Array.from({ length: count }, (_, index) => ({
		name: nameOf(index + 1),
		password: passwordOf(index + 1),
		rowPolicies: rowPoliciesOf(index + 1)
	}));
	return {
		users: { name: group, grants, settings, users },
		seats: {
			passwordOf: (product) => (product > count ? null : passwordOf(product)),
			expect: async (product) => {
				if (product * 2 <= written) return;
				written = product * 4;
				await writeFile(path.join(folder, COUNT_FILE), `${written}\n`, { mode: 0o600 });
			}
		}
	};
}
