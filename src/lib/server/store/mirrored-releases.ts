import { toRfc3339 } from '#lib/domain/instant.ts';
import type { Release } from '#lib/domain/release.ts';
import type { ClickHouseClient } from './client.ts';
import { storedInstant } from './stored-instant.ts';

/** A release of a product as ClickHouse has it; `deleted` when it is gone. */
export type MirroredRelease = Readonly<
	Omit<Release, 'stages'> & { product: number; deleted: boolean; revision: number }
>;

/** As ClickHouse sends it: 64-bit integers may arrive as strings. */
type Row = Record<'version' | 'title' | 'notes' | 'url', string> &
	Pick<Release, 'assignment' | 'rollout'> &
	Record<'product' | 'at_ms' | 'gone' | 'newest', string | number>;

// Rows of the same version may still wait for their merge.
const SQL = `
	SELECT
		product, version,
		toUnixTimestamp64Milli(argMax(at, revision)) AS at_ms,
		argMax(title, revision) AS title, argMax(notes, revision) AS notes, argMax(url, revision) AS url,
		argMax(assignment, revision) AS assignment, argMax(rollout, revision) AS rollout,
		argMax(deleted, revision) AS gone, max(revision) AS newest
	FROM releases
	WHERE ({product:UInt32} = 0 OR product = {product:UInt32})
	GROUP BY product, version
	ORDER BY product, version
`;

/** Every release there is or was, of one product or, without one, of all. */
export async function readMirroredReleases(
	clickhouse: ClickHouseClient,
	product: number | null
): Promise<MirroredRelease[]> {
	// Products are counted from 1.
	const result = await clickhouse.query({
		query: SQL,
		query_params: { product: product ?? 0 },
		format: 'JSONEachRow'
	});
	return (await result.json<Row>()).map(({ product: of, at_ms, gone, newest, ...texts }) => ({
		...texts,
		product: Number(of),
		at: toRfc3339(Number(at_ms)),
		deleted: Number(gone) === 1,
		revision: Number(newest)
	}));
}

/** Resolves when the rows are on disk. */
export async function insertMirroredReleases(
	clickhouse: ClickHouseClient,
	releases: readonly MirroredRelease[]
): Promise<void> {
	await clickhouse.insert({
		table: 'releases',
		values: releases.map(({ at, deleted, ...rest }) => ({
			...rest,
			at: storedInstant(Date.parse(at)),
			deleted: deleted ? 1 : 0
		})),
		format: 'JSONEachRow'
	});
}
