import type { ClickHouseClient } from './client.ts';

/** What analysts' statements read: a view of one table of ours, with the columns that are promised. */
export type AnalystView = Readonly<{
	name: string;
	/** The table behind it and its columns that the view reads. */
	table: string;
	columns: string;
	/** `{tables}` stands for the database of the tables, `{views}` for that of the views. */
	select: string;
}>;

/**
 * Cheap to look through: what a statement does not name is not read, and a condition on `at` or `release` reaches the
 * tables' own order. Of a release only the row of the highest revision counts; of a verdict what was said last since
 * the release has its present moment.
 */
export const ANALYST_VIEWS: readonly AnalystView[] = [
	{
		name: 'feedback',
		table: 'feedback',
		columns: 'product, at, received_at, id, scale, score, channel, version, lang, customer, text, attributes',
		select: `SELECT id, at, received_at, if(scale = 'none', '', toString(scale)) AS scale, nullIf(score, 255) AS score,
			text, customer, version, channel, lang, CAST(attributes, 'Map(String, String)') AS attributes,
			CAST([], 'Array(String)') AS topics
			FROM {tables}.feedback`
	},
	{
		name: 'events',
		table: 'events',
		columns: 'product, at, received_at, id, name, value, customer, version, attributes',
		select: `SELECT id, at, received_at, name, value, customer, version,
			CAST(attributes, 'Map(String, String)') AS attributes
			FROM {tables}.events`
	},
	{
		name: 'releases',
		table: 'releases',
		columns: 'product, version, at, title, notes, url, assignment, rollout, deleted, revision',
		select: `SELECT version, s.1 AS at, s.2 AS title, s.3 AS notes, s.4 AS url, s.5 AS assignment, s.6 AS rollout
			FROM (
				SELECT version, argMax((at, title, notes, url, assignment, rollout, deleted), revision) AS s
				FROM {tables}.releases GROUP BY product, version
			) WHERE s.7 = 0`
	},
	{
		name: 'verdicts',
		table: 'verdicts',
		columns: 'product, release, metric, at, received_at, released_at, verdict, effect, low, high, evidence',
		select: `SELECT release, metric, s.1 AS at, s.2 AS verdict, s.3 AS effect, s.4 AS low, s.5 AS high, s.6 AS evidence
			FROM (
				SELECT release, metric, released_at,
					argMax((at, verdict, effect, low, high, evidence), (received_at, at)) AS s
				FROM {tables}.verdicts GROUP BY product, release, metric, released_at
			) WHERE (release, released_at) IN (SELECT version, at FROM {views}.releases)`
	}
];

export const VIEW_NAMES = ANALYST_VIEWS.map(({ name }) => name);

/** A name as SQL quotes it. */
export const quoted = (name: string): string => `\`${name.replaceAll(/[\\`]/g, '\\$&')}\``;

/** Beside the tables, and nothing else in it: a statement that names no database finds the views alone. */
export const viewsDatabase = (database: string): string => `${database}_sql`;

/**
 * Makes the views as this version has them. They see what their reader may see, so whose rows they show is decided by
 * the reader's row policies.
 */
export async function createAnalystViews(clickhouse: ClickHouseClient, database: string): Promise<void> {
	const names = { tables: quoted(database), views: quoted(viewsDatabase(database)) };
	await clickhouse.command({ query: `CREATE DATABASE IF NOT EXISTS ${names.views}` });
	for (const { name, select } of ANALYST_VIEWS) {
		const query = select.replaceAll('{tables}', names.tables).replaceAll('{views}', names.views);
		await clickhouse.command({
			query: `CREATE OR REPLACE VIEW ${names.views}.${name} SQL SECURITY INVOKER AS ${query}`
		});
	}
}
