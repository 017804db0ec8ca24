import { analystCondition, ANALYST_SETTINGS, ANALYST_TABLES, analystGrants, analystName } from './analyst-wall.ts';
import { quoted } from './analyst-views.ts';
import type { ClickHouseClient } from './client.ts';

const valueSql = (value: string | number): string => (typeof value === 'number' ? `${value}` : `'${value}'`);

const text = (value: string): string => `'${value.replaceAll(/[\\']/g, '\\$&')}'`;

/**
 * The statements that make the user of a product on a server of one's own, or bring it up to this version. The row
 * policies come before the grants: at no moment may it read more than its rows.
 */
export function analystStatements(
	{ database, product, password }: { database: string; product: number; password: string },
	isKnown: (setting: string) => boolean = () => true
): string[] {
	const user = quoted(analystName(database, product));
	const known = Object.entries(ANALYST_SETTINGS).filter(([name]) => isKnown(name));
	const settings = known.map(([name, value]) => `${name} = ${valueSql(value)} CONST`);
	const identified = `IDENTIFIED WITH sha256_password BY ${text(password)} SETTINGS ${settings.join(', ')}`;
	return [
		`CREATE USER IF NOT EXISTS ${user} ${identified}`,
		`ALTER USER ${user} ${identified}`,
		...ANALYST_TABLES.map(
			(table) =>
				`CREATE ROW POLICY OR REPLACE ${user} ON ${quoted(database)}.${table} FOR SELECT USING ${analystCondition(product)} TO ${user}`
		),
		`REVOKE ALL ON *.* FROM ${user}`,
		...analystGrants(database).map((grant) => `${grant} TO ${user}`)
	];
}

/** Resolves when the product's user can be asked under. An older server lacks some of the settings. */
export async function makeAnalyst(
	clickhouse: ClickHouseClient,
	analyst: { database: string; product: number; password: string }
): Promise<void> {
	const result = await clickhouse.query({ query: 'SELECT name FROM system.settings', format: 'JSONCompactEachRow' });
	const known = new Set((await result.json<[name: string]>()).map(([name]) => name));
	for (const query of analystStatements(analyst, (name) => known.has(name))) await clickhouse.command({ query });
}
