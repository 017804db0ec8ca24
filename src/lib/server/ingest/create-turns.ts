import type { Metadata } from '#lib/server/metadata/connect.ts';
import { OutcomeUnknown } from '#lib/server/store/insert-bytes.ts';
import type { RowTable } from '#lib/server/store/read-known-ids.ts';
import type { Membership } from './create-membership.ts';

/** What a group may rely on while it is looked up and stored. */
export type Standing = Readonly<{
	/** No other process stores rows: what this one remembers is all there is. */
	isAlone: boolean;
	/** Called right before the INSERT. @throws Error when the right to store was lost */
	confirm: () => Promise<void>;
}>;

/** Runs the look-up and the INSERT of a group so that no other process stores rows of these products meanwhile. */
export type InTurn = <Value>(
	products: readonly number[],
	run: (standing: Standing) => Promise<Value>
) => Promise<Value>;

/** The only process on its store. */
export const alwaysAlone: InTurn = (_products, run) => run({ isAlone: true, confirm: () => Promise.resolve() });

type Options = Readonly<{
	table: RowTable;
	/** The id that the next INSERT will have. */
	nextStatement: () => string;
	membership: Membership;
	inTurn: Metadata['inTurn'];
	/** Resolves when the statement has stored what it ever will. */
	endInserts: (statement: string) => Promise<void>;
}>;

/**
 * Takes a turn per product once another process is known. A killed process frees its turn while its INSERT may still
 * run: whoever comes next ends that first, by the mark it left.
 */
export function createTurns({ table, nextStatement, membership, inTurn, endInserts }: Options): InTurn {
	return (products, run) =>
		membership.run({
			alone: () => run({ isAlone: true, confirm: async () => membership.confirm() }),
			shared: () =>
				inTurn(
					[...new Set(products)].map((product) => `${table}:${product}`),
					nextStatement(),
					async (turn) => {
						for (const stranger of turn.strangers) await endInserts(stranger);
						await turn.sign();
						const confirm = async () => {
							membership.confirm();
							await turn.confirm();
						};
						try {
							const value = await run({ isAlone: false, confirm });
							await turn.clear().catch(() => {});
							return value;
						} catch (cause) {
							if (!(cause instanceof OutcomeUnknown)) await turn.clear().catch(() => {});
							throw cause;
						}
					}
				)
		});
}
