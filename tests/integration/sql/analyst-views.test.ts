import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAnalystViews, quoted, viewsDatabase } from '../../../src/lib/server/store/analyst-views.ts';
import { currentDatabase } from '../../../src/lib/server/store/client.ts';
import { insertMirroredReleases, type MirroredRelease } from '../../../src/lib/server/store/mirrored-releases.ts';
import { insertVerdicts, type VerdictRow } from '../../../src/lib/server/store/verdict-rows.ts';
import { openQuestionStore, type QuestionStore } from '../questions/question-store.ts';

let store: QuestionStore;
let views: string;

beforeAll(async () => {
	store = await openQuestionStore();
	const database = await currentDatabase(store.clickhouse);
	views = quoted(viewsDatabase(database));
	// Each start may do it again.
	for (let times = 0; times < 2; times++) await createAnalystViews(store.clickhouse, database);
});
afterAll(async () => {
	await store.clickhouse.command({ query: `DROP DATABASE ${views}` });
	await store.close();
});

const rows = async (columns: string, view: string) => {
	const query = `SELECT ${columns} FROM ${views}.${view} ORDER BY ALL`;
	return (await store.clickhouse.query({ query, format: 'JSONCompactEachRow' })).json();
};

const release = (version: string, revision: number, changes: Partial<MirroredRelease> = {}): MirroredRelease => ({
	...{ product: 1, version, at: '2026-01-01T00:00:00.000Z', title: '', notes: '', url: '' },
	...{ assignment: 'everyone', rollout: 'instant', deleted: false, revision, ...changes }
});

const verdict = (said: string, atMs: number, changes: Partial<VerdictRow> = {}): VerdictRow => ({
	...{ release: '1.0', metric: 'stars', atMs, releasedMs: Date.UTC(2026, 0, 2), verdict: said, path: 'concurrent' },
	...{ effect: null, low: null, high: null, evidence: 1, threshold: 20, firstEstablishedMs: null, reasons: '[]' },
	...{ method: 1, ...changes }
});

describe("the analysts' views", () => {
	it('have a release as its highest revision has it, whatever came last, and none that is deleted', async () => {
		const moved = release('1.0', 3, { at: '2026-01-02T00:00:00.000Z', title: 'Moved' });
		await insertMirroredReleases(store.clickhouse, [moved, release('2.0', 2, { deleted: true })]);
		await insertMirroredReleases(store.clickhouse, [release('1.0', 1, { title: 'First' }), release('2.0', 1)]);
		expect(await rows('version, toString(at), title', 'releases')).toEqual([
			['1.0', '2026-01-02 00:00:00.000', 'Moved']
		]);
	});

	it('have of each release and metric what was said last since the release has its moment', async () => {
		const old = { releasedMs: Date.UTC(2026, 0, 1) };
		await insertVerdicts(store.clickhouse, 1, [verdict('improved', 1, { effect: 0.2 }), verdict('regressed', 9, old)]);
		await insertVerdicts(store.clickhouse, 1, [verdict('too-early', 5, { release: '2.0' })]);
		await insertVerdicts(store.clickhouse, 1, [verdict('undecided', 2), verdict('improved', 3, { metric: 'nps' })]);
		expect(await rows('metric, verdict, effect', 'verdicts')).toEqual([
			['nps', 'improved', null],
			['stars', 'undecided', null]
		]);
	});
});
