import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { METRICS } from '#lib/domain/metric.ts';
import { QuestionError } from '#lib/domain/question-range.ts';
import { BUCKETS, Question, type Answer } from '#lib/domain/question.ts';
import type { Dirty } from '#lib/server/questions/create-follower.ts';
import { createQuestions } from '#lib/server/questions/create-questions.ts';
import { openQuestionStore, type QuestionStore } from './question-store.ts';
import { createRandom } from './random.ts';
import { randomQuestion } from './random-question.ts';
import { randomEvents, randomFeedback, TOPICS } from './random-rows.ts';

const SEED = Number(process.env.UPSHOT_SEED ?? Math.floor(Math.random() * 2 ** 31));
const CENTRE = Date.parse('2026-03-29T01:00:00Z');
const PRODUCT = { number: 1, slug: 'p', name: 'P', timezone: 'Europe/Berlin' };
const [QUESTIONS, ROUNDS, ROWS] = [60, 5, 600];
const MINUTE = 60_000;
const EVERYTHING: Dirty = { fromMs: -Infinity, toMs: Infinity, table: 'both' };

describe('follow', () => {
	let store: QuestionStore;
	beforeAll(async () => {
		store = await openQuestionStore();
	});
	afterAll(() => store.close());

	it('answers many questions of one turn, again and again, as each alone is answered', async () => {
		console.log(`seed ${SEED} (repeat with UPSHOT_SEED=${SEED})`);
		const random = createRandom(SEED);
		let nowMs = CENTRE;
		let statements = 0;
		const counting = new Proxy(store.clickhouse, {
			get: (target, name) => {
				if (name === 'query') statements++;
				return Reflect.get(target, name);
			}
		});
		const questions = createQuestions({ clickhouse: store.clickhouse, now: () => nowMs, topics: async () => TOPICS });
		const following = createQuestions({ clickhouse: counting, now: () => nowMs, topics: async () => TOPICS });
		const ends = [
			{ from: 'now-3h', to: 'now', bucket: 'minute' },
			{ from: 'now-24h', to: 'now', bucket: 'hour' },
			{ from: 'now-20d', to: 'now', bucket: 'day' },
			{ from: 'now-5m', to: 'now', bucket: 'all' },
			{ from: 'now-9d', to: 'now-2d', bucket: 'all' },
			{ from: CENTRE - 86_400_000, to: CENTRE + 86_400_000, bucket: 'all' }
		] as const;
		const open = Array.from({ length: QUESTIONS }, () => {
			const shape = { metric: random.pick(METRICS).name, bucket: random.pick(BUCKETS) };
			const input = randomQuestion(shape, { centreMs: CENTRE, nowMs, random });
			// Most alike, so that they can be folded.
			if (random.chance(0.7)) Object.assign(input, random.pick(ends), random.chance(0.8) && { filter: [] });
			const question = Question.parse(input);
			return { input, question, follower: following.follow(PRODUCT, question), dirty: EVERYTHING };
		}).filter(({ follower }) => follower !== null);

		for (let round = 0; round < ROUNDS; round++) {
			// Rows about the centre, all of them within minutes of now, or none; then time goes on.
			const near = random.chance(0.5);
			const nearMs = random.pick([3000, 20_000, 2 * MINUTE]);
			const rows = {
				feedback: randomFeedback(round === 0 ? ROWS : random.whole(0, 30), CENTRE, random),
				events: randomEvents(round === 0 ? ROWS : random.pick([0, random.whole(0, 30)]), CENTRE, random)
			};
			const at = <Row extends { atMs: number }>(row: Row): Row =>
				near && round > 0 ? { ...row, atMs: nowMs - random.whole(0, nearMs) } : row;
			const given = { feedback: rows.feedback.map(at), events: rows.events.map(at) };
			await store.insert(1, given);
			if (random.chance(0.3)) await store.merge();
			const moments = [...given.feedback, ...given.events].map(({ atMs }) => atMs);
			const span = { fromMs: Math.min(...moments), toMs: Math.max(...moments) + 1 };
			const table = given.events.length === 0 ? 'feedback' : given.feedback.length === 0 ? 'events' : 'both';
			const touched: Dirty = { ...span, table };
			nowMs += random.pick([0, 1, 999, 4000, 12_000, MINUTE, 3 * MINUTE, 40 * MINUTE, 26 * 60 * MINUTE]);
			const answers = await Promise.allSettled(
				open.map(({ follower, dirty }) => follower!.ask(dirty === EVERYTHING ? dirty : touched))
			);
			const together = await Promise.allSettled(open.map(({ question }) => questions.ask(PRODUCT, question)));
			const outcome = (settled: PromiseSettledResult<Answer | null>): Answer | string | null =>
				settled.status === 'fulfilled' ? settled.value : (settled.reason as Error).message;
			for (const [index, one] of open.entries()) {
				const alone: Answer | string = await questions.ask(PRODUCT, one.question).catch((cause: unknown) => {
					if (!(cause instanceof QuestionError)) throw cause;
					return cause.message;
				});
				const answer = answers[index]!;
				for (const got of [outcome(answer), outcome(together[index]!)])
					expect(got, JSON.stringify({ SEED, round, nowMs, input: one.input })).toEqual(alone);
				one.dirty = answer.status === 'fulfilled' ? touched : EVERYTHING;
			}
		}
		expect(statements).toBeLessThan(open.length * ROUNDS);
	}, 120_000);
});
