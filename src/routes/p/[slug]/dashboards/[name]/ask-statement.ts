import type { StatementInput, StatementResult } from '#lib/domain/statement.ts';

/** What came of a statement: its rows, or why there are none. */
export type StatementOutcome = Readonly<{ result: StatementResult }> | Readonly<{ problem: string }>;

/** Asks a product in SQL; never throws. */
export async function askStatement(
	product: string,
	statement: StatementInput,
	signal: AbortSignal
): Promise<StatementOutcome> {
	try {
		const response = await fetch(`/api/v1/sql?product=${encodeURIComponent(product)}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(statement),
			signal
		});
		const reply = await response.json();
		if (response.ok) return { result: reply };
		return { problem: reply.errors?.[0]?.message ?? reply.detail ?? reply.title ?? String(response.status) };
	} catch (cause) {
		return { problem: cause instanceof Error ? cause.message : '' };
	}
}
