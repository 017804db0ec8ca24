import { expect, it } from 'vitest';
import { runLiveEpisodes } from '../../long/live-episodes.ts';

/** `npm run test:long` runs thousands. */
const EPISODES = 12;

it('shows what a fresh query answers after each random episode, over clocks that jump', async () => {
	const seed = Number(process.env.UPSHOT_SEED ?? Math.floor(Math.random() * 2 ** 31));
	console.log(`seed ${seed} (repeat with UPSHOT_SEED=${seed})`);
	const outcome = await runLiveEpisodes({ seed, episodes: EPISODES, restartShare: 0.01 });
	expect(outcome).toMatchObject({ episodes: EPISODES, wrong: [], misfits: 0, strays: 0 });
	expect(outcome.changes).toBeGreaterThan(EPISODES);
}, 600_000);
