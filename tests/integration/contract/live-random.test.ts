import { afterAll, describe, expect, inject, it } from 'vitest';
import { SCALES, SCALE_NAMES } from '../../../src/lib/domain/scale.ts';
import { createApi, openSocket } from '../../fixtures/api.ts';
import { createRandom } from '../../fixtures/random.ts';
import { expectCurrent, followPanel, type FollowedPanel } from './followed-panel.ts';

const server = inject('server');
const api = createApi(server);
const ROUNDS = 20;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Summer time begins in Berlin on the last of these days. */
const FROM_MS = Date.UTC(2026, 2, 27);
const RANGE = { from: FROM_MS, to: FROM_MS + 3 * DAY_MS };

const QUESTIONS = [
	{ metric: 'feedback_volume', ...RANGE, bucket: 'hour' },
	{ metric: 'nps', ...RANGE, bucket: 'day', groupBy: 'version', groups: 2 },
	{ metric: 'negative_share', ...RANGE, bucket: 'all', filter: [{ field: 'channel', op: 'in', value: ['web', ''] }] },
	{ metric: 'active_customers', ...RANGE, bucket: 'day', groupBy: 'version' },
	{ metric: 'response_rate', ...RANGE, bucket: 'week' },
	{ metric: 'feedback_volume', from: 'now-1h', to: 'now', bucket: 'minute', groupBy: 'attributes.plan', groups: 3 }
];

const { seed, below, pick, chance } = createRandom();

function anyMoment(): number {
	// Some now, most within the range, some just outside it.
	return chance(0.2) ? Date.now() - below(HOUR_MS) : FROM_MS - DAY_MS + below(5 * DAY_MS);
}

function anyCommon(round: number) {
	return {
		at: anyMoment(),
		// Ids of a small pool: many rows are duplicates of this round's or an earlier one's.
		...(chance(0.5) && { id: `id-${below(20 * (round + 1))}` }),
		...(chance(0.7) && { version: pick(['1.0', '1.1', '2.0', ' 2.0 ']) }),
		...(chance(0.7) && { customer: `c${below(12)}` }),
		...(chance(0.5) && { attributes: { plan: pick(['free', 'pro', 'team', 'old', true]) } })
	};
}

function anyFeedback(round: number) {
	const scale = pick(SCALE_NAMES);
	const { min, max } = SCALES[scale];
	return {
		...anyCommon(round),
		channel: pick(['web', 'app', 'mail', '']),
		...(chance(0.8) ? { scale, score: min + below(max - min + 1) } : { text: 'only words' }),
		...(chance(0.05) && { unknown: 'field' })
	};
}

const anyEvent = (round: number) => ({
	...anyCommon(round),
	name: pick(['feedback.asked', 'opened', 'bought']),
	...(chance(0.5) && { value: below(1000) / 7 })
});

const someOf = <Row>(make: () => Row): Row[] => Array.from({ length: 1 + below(40) }, make);

describe('panels over a random history', () => {
	const sockets: Awaited<ReturnType<typeof openSocket>>[] = [];
	afterAll(() => {
		for (const socket of sockets) socket.close();
	});

	it(`show what a fresh query answers whenever it is quiet (UPSHOT_TEST_SEED=${seed})`, async () => {
		const product = await api.newProduct('Europe/Berlin');
		for (let index = 0; index < 2; index++)
			sockets.push(await openSocket(server.url, { auth: { key: product.key.read } }));
		const panels: FollowedPanel[] = [];
		const post = async (round: number) => {
			const [table, rows] = chance(0.7)
				? (['feedback', someOf(() => anyFeedback(round))] as const)
				: (['events', someOf(() => anyEvent(round))] as const);
			expect((await api.post(table, product, rows)).status).toBe(200);
		};
		for (let round = 0; round < ROUNDS; round++) {
			// Some are opened in the midst of it, by one viewer or both.
			const question = QUESTIONS[round];
			if (question) for (const socket of sockets) panels.push(await followPanel(socket, question));
			await Promise.all(Array.from({ length: 1 + below(3) }, () => post(round)));
			if (round % 7 === 6) for (const panel of panels) await expectCurrent(api, product, panel);
		}
		for (const panel of panels) await expectCurrent(api, product, panel);
		expect(panels.flatMap(({ changes }) => changes).length).toBeGreaterThan(ROUNDS);
	}, 60_000);
});
