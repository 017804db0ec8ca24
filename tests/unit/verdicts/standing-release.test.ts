import { afterAll, describe, expect, it } from 'vitest';
import { productMetrics } from '#lib/domain/metric-settings.ts';
import type { Release } from '#lib/domain/release.ts';
import type { Scale } from '#lib/domain/scale.ts';
import { createChangeLog } from '#lib/server/verdicts/change-log.ts';
import { createFitter } from '#lib/server/verdicts/create-fitter.ts';
import type { FollowedCell } from '#lib/server/verdicts/follow-cell.ts';
import { judgeRelease } from '#lib/server/verdicts/judge-release.ts';
import type { ReleaseReader } from '#lib/server/verdicts/release-reader.ts';
import { isCurrent, standRelease } from '#lib/server/verdicts/standing-release.ts';
import { verdictOf } from '#lib/server/verdicts/verdict-of.ts';
import { createRandom } from '../../fixtures/random.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const RELEASED = Date.UTC(2026, 5, 10, 9, 17);
const random = createRandom();
const fitter = createFitter();
afterAll(() => fitter.stop());

type Row = Readonly<{ atMs: number; scale: Scale; score: number; channel: string; lang: string; version: string }>;

const answer = (atMs: number): Row => ({
	...{ atMs, scale: 'stars', version: atMs >= RELEASED && random.chance(0.5) ? '2.0' : '1.0' },
	...{ score: random.chance(atMs < RELEASED ? 0.8 : 0.5) ? 4 + random.below(2) : 1 + random.below(3) },
	...{ channel: random.pick(['ios', 'android', 'web']), lang: random.pick(['en', 'zh']) }
});

/** Reads rows as they are held here, each of another person. */
const readerOf = (rows: readonly Row[]): ReleaseReader => ({
	span: async () => ({
		firstMs: Math.min(...rows.map(({ atMs }) => atMs)),
		lastMs: Math.max(...rows.map(({ atMs }) => atMs))
	}),
	counts: async (_, { range, widthMs, segment }) =>
		rows
			.filter(({ atMs }) => atMs >= range.fromMs && atMs < range.toMs)
			.map(({ atMs, scale, score, version, ...rest }) => ({
				...{ bucket: Math.floor((atMs - range.fromMs) / widthMs), version, scale, score, n: 1 },
				segment: segment ? rest[segment] : ''
			}))
});

const metrics = productMetrics(new Map()).filter(({ name }) => ['stars', 'feedback_volume'].includes(name));

const questionOf = (assignment: Release['assignment']) => {
	const release: Release = {
		...{ version: '2.0', at: new Date(RELEASED).toISOString(), title: '', notes: '', url: '' },
		...{ assignment, rollout: 'instant', stages: [] }
	};
	return { release, releases: [release], metrics, promise: null, topics: [], zone: 'Europe/Berlin' };
};

describe('standRelease', { timeout: 120_000 }, () => {
	it.each(['everyone', 'random'] as const)(
		`says the same to the last bit followed and fitted anew, with late rows in any order (%s), seed ${random.seed}`,
		async (assignment) => {
			const question = questionOf(assignment);
			const rows = Array.from({ length: 22 * 24 * 8 }, (_, index) => answer(RELEASED - 22 * DAY + index * (HOUR / 8)));
			const log = createChangeLog();
			let [nowMs, monotonicMs] = [RELEASED, 0];
			const say = async (cells: Map<string, FollowedCell>, own = log) => {
				const options = { reader: readerOf(rows), fitter, log: own, nowMs, monotonic: () => monotonicMs };
				const standing = await standRelease(options, question, cells);
				const all = [...standing.placed.values()];
				const judged = await judgeRelease(question, standing, { all, nowMs });
				return { said: judged.map((one) => verdictOf(one, question.release.at)), waits: standing.waits };
			};
			const cells = new Map<string, FollowedCell>();
			await say(cells);
			let extended = 0;
			for (let step = 0; step < 9; step++) {
				const fromMs = nowMs;
				nowMs += 1 + random.below(10 * HOUR);
				monotonicMs += 11_000;
				const fresh = Array.from({ length: 40 }, () => answer(fromMs + random.below(nowMs - fromMs)));
				const late = step % 4 === 2 ? [answer(nowMs - random.below(15 * DAY))] : [];
				for (const row of [...late, ...fresh]) {
					rows.push(row);
					log.add({ product: 1, table: 'feedback', range: { fromMs: row.atMs, toMs: row.atMs + 1 } });
				}
				const before = cells.get('stars')?.fittedAtMs;
				const { said, waits } = await say(cells);
				if (cells.get('stars')?.fittedAtMs === before) extended++;
				expect(waits).toBe(false);
				if (step % 3 === 2) expect(said).toEqual((await say(new Map(), createChangeLog())).said);
			}
			if (assignment === 'everyone') expect(extended).toBeGreaterThan(0);
		}
	);

	it('takes in a history that comes in parts, though its window was over long ago', async () => {
		const question = questionOf('everyone');
		const rows = Array.from({ length: 25 * 24 * 8 }, (_, index) => answer(RELEASED - 22 * DAY + index * (HOUR / 8)));
		const log = createChangeLog();
		const nowMs = RELEASED + 400 * DAY;
		const now = { log, nowMs, needsCells: true };
		const stand = (cells: Map<string, FollowedCell>) =>
			standRelease({ reader: readerOf(rows), fitter, log, nowMs, monotonic: () => 0 }, question, cells);
		const cells = new Map<string, FollowedCell>();
		const first = await stand(cells);
		expect(isCurrent(first, question, now)).toBe(true);
		const later = Array.from({ length: 30 * 24 }, (_, index) => answer(RELEASED + 3 * DAY + index * HOUR));
		rows.push(...later);
		log.add({ product: 1, table: 'feedback', range: { fromMs: RELEASED + 3 * DAY, toMs: RELEASED + 33 * DAY } });
		expect(isCurrent(first, question, now)).toBe(false);
		const second = await stand(cells);
		expect(second.placed.get('stars')!.history).toHaveLength(28 * 24);
		log.add({ product: 1, table: 'feedback', range: { fromMs: RELEASED + 40 * DAY, toMs: RELEASED + 41 * DAY } });
		expect(isCurrent(second, question, now)).toBe(true);
	});

	it('keeps what it said while a fit has to wait for ten seconds', async () => {
		const question = questionOf('everyone');
		const rows = Array.from({ length: 25 * 24 * 8 }, (_, index) => answer(RELEASED - 22 * DAY + index * (HOUR / 8)));
		const log = createChangeLog();
		let monotonicMs = 0;
		const cells = new Map<string, FollowedCell>();
		const stand = () =>
			standRelease(
				{ reader: readerOf(rows), fitter, log, nowMs: RELEASED + 3 * DAY, monotonic: () => monotonicMs },
				question,
				cells
			);
		const first = await stand();
		const row = answer(RELEASED + 30 * HOUR);
		rows.push(row);
		log.add({ product: 1, table: 'feedback', range: { fromMs: row.atMs, toMs: row.atMs + 1 } });
		monotonicMs += 9_000;
		const waiting = await stand();
		expect(waiting.waits).toBe(true);
		expect(waiting.placed).toEqual(first.placed);
		monotonicMs += 2_000;
		const after = await stand();
		expect(after.waits).toBe(false);
		expect(after.placed).not.toEqual(first.placed);
	});
});
