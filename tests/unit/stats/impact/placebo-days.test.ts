import { describe, expect, it } from 'vitest';
import { placeboRun } from '../../../calibrate/placebo-runs.ts';
import { shareOf } from '../../../calibrate/seeds.ts';
import { simulationRandom } from '../../../fixtures/impact-simulation.ts';
import { placeboHours, readStream } from '../../../fixtures/impact-streams.ts';

/** Days to try of each stream and metric; `npm run calibrate` tries them all. */
const TRIED = 4;
const SEED = 51_000;

describe(`days on which nothing was released, drawn with seed ${SEED}`, { timeout: 60_000 }, () => {
	const runs = (['gmail-ios', 'chrome-ios'] as const).flatMap((name) =>
		(['mean-stars', 'all-answers'] as const).flatMap((metric) => {
			const random = simulationRandom(SEED);
			const stream = readStream(name);
			const days = placeboHours(stream);
			const drawn = Array.from({ length: TRIED }, () => days[Math.floor(random.uniform() * days.length)]!);
			return drawn.map((hour) => placeboRun(stream, hour, metric));
		})
	);

	it('have no verdict at any daily look', () => {
		expect(runs.filter(({ declaredDay }) => declaredDay !== null)).toEqual([]);
	});

	it('would fool a test that is looked at daily', () => {
		expect(shareOf(runs, ({ naiveDay }) => naiveDay !== null)).toBeGreaterThan(0.3);
	});
});
