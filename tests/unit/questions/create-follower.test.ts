import { describe, expect, it } from 'vitest';
import { Question } from '../../../src/lib/domain/question.ts';
import { createFollower, type Dirty } from '../../../src/lib/server/questions/create-follower.ts';
import type { ReadSums } from '../../../src/lib/server/questions/fold-sums.ts';
import { metricSpec } from '../../../src/lib/server/store/metric-specs.ts';
import type { SumsRow } from '../../../src/lib/server/store/read-sums.ts';
import { createRandom } from '../../fixtures/random.ts';

const PRODUCT = { number: 1, slug: 'a', name: 'A', timezone: 'UTC' };
const START_MS = Date.parse('2026-05-01T12:00:00Z');
const EVERYTHING: Dirty = { fromMs: -Infinity, toMs: Infinity, table: 'both' };
const NO_ROWS: Dirty = { fromMs: Infinity, toMs: -Infinity, table: 'both' };
const [SECOND_MS, MINUTE_MS] = [1000, 60_000];

type Row = { atMs: number; group: string; table?: 'feedback' | 'events' };

/** A store of rows in memory that counts what it looks at, and followers of it that share a clock. */
function createStore() {
	const rows: Row[] = [];
	const clock = { nowMs: START_MS };
	const seen = { rows: 0, statements: 0 };
	const read: ReadSums = async ({ range, edgesMs, width, groupBy, source }) => {
		const inRange = rows.filter(
			({ atMs, table = 'feedback' }) => table === source.table && atMs >= range.fromMs && atMs < range.toMs
		);
		seen.rows += inRange.length;
		seen.statements++;
		const sums = new Map<string, SumsRow>();
		for (const { atMs, group } of inRange) {
			const startMs = width === 'all' ? edgesMs[0]! : edgesMs.findLast((edge) => edge <= atMs)!;
			const own = { startMs, group: groupBy === undefined ? '' : group };
			const key = JSON.stringify(own);
			const { n, total } = sums.get(key) ?? { n: 0, total: 0 };
			sums.set(key, { ...own, n: n + source.n, total: total + 1, squares: 0 });
		}
		return [...sums.values()];
	};
	const follow = (question: Question) => {
		const metric = metricSpec(question.metric === 'response_rate' ? 'response_rate' : 'feedback_volume');
		if (metric.kind !== 'counted') throw new Error('volumes and shares are counted');
		return createFollower({
			read,
			readTopics: async () => [],
			now: () => clock.nowMs,
			product: PRODUCT,
			question,
			metric,
			filter: question.filter
		});
	};
	return { rows, clock, seen, follow };
}

const question = (from: string | number, to: string | number, bucket: string, groupBy?: string): Question =>
	Question.parse({ metric: 'feedback_volume', from, to, bucket, ...(groupBy !== undefined && { groupBy, groups: 2 }) });

const QUESTIONS = [
	question('now-1h', 'now', 'minute'),
	question('now-1d', 'now', 'hour', 'channel'),
	question('now-30d', 'now', 'all', 'channel'),
	question('now-1m', 'now', 'all'),
	{ ...question('now-1h', 'now', 'all'), metric: 'response_rate' },
	{ ...question('now-10m', 'now', 'minute'), metric: 'response_rate' },
	question('now-30m', 'now-2m', 'minute'),
	question(START_MS - MINUTE_MS, START_MS + 90 * SECOND_MS, 'all'),
	question(START_MS - 3_600_000, START_MS + 3_600_000, 'day')
];

describe('createFollower', () => {
	const { seed, below, pick, chance } = createRandom();

	it(`answers as if it were asked for the first time, whenever rows come (UPSHOT_TEST_SEED=${seed})`, async () => {
		const { rows, clock, follow } = createStore();
		const followers = QUESTIONS.map((one) => ({ one, follower: follow(one) }));
		let dirty = EVERYTHING;
		for (let step = 0; step < 80; step++) {
			for (const { one, follower } of followers)
				expect(await follower.ask(dirty), JSON.stringify({ seed, step, one })).toEqual(
					await follow(one).ask(EVERYTHING)
				);
			// Clocks jump too, a little and a lot, and to both sides.
			clock.nowMs += chance(0.03) ? below(600_000) - 300_000 : pick([0, 40, 300, 2 * SECOND_MS, 7 * SECOND_MS]);
			const lateMs = pick([300, 300, 300, 300, 8 * SECOND_MS, 70 * SECOND_MS, 20 * MINUTE_MS]);
			const fresh = Array.from({ length: below(4) }, () => ({
				atMs: clock.nowMs - below(lateMs) + (chance(0.05) ? MINUTE_MS : 0),
				group: pick(['a', 'b', 'c', 'd']),
				table: chance(0.2) ? ('events' as const) : ('feedback' as const)
			}));
			rows.push(...fresh);
			const moments = fresh.map(({ atMs }) => atMs);
			const [table = 'both', ...others] = new Set(fresh.map((row) => row.table));
			const touched = { fromMs: Math.min(...moments), toMs: Math.max(...moments) + 1 };
			dirty = fresh.length === 0 ? NO_ROWS : { ...touched, table: others.length > 0 ? 'both' : table };
		}
	}, 30_000);

	it('reads but the newest seconds of a stream that comes in time', async () => {
		const { rows, clock, seen, follow } = createStore();
		const follower = follow({ ...question('now-30d', 'now', 'day'), metric: 'response_rate' });
		const perSecond = 20;
		let dirty = EVERYTHING;
		for (let tick = 0; tick < 4 * 170; tick++) {
			await follower.ask(dirty);
			const fromMs = clock.nowMs;
			for (let index = 0; index < perSecond / 4; index++) rows.push({ atMs: fromMs + index * 50, group: 'a' });
			clock.nowMs += 250;
			dirty = { fromMs, toMs: clock.nowMs, table: 'feedback' };
			if (tick === 4 * 100) Object.assign(seen, { rows: 0, statements: 0 });
		}
		// Seventy seconds with one passing minute, four ticks each; the other table, still, all but never.
		expect(seen.rows / (4 * 70)).toBeLessThan(15 * perSecond);
		expect(seen.statements).toBeLessThan(4 * 70 * 1.1);
	});
});
