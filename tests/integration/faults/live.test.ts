import { expect, it } from 'vitest';
import { runLiveEpisodes } from '../../long/live-episodes.ts';

it('shows what a fresh query answers after each of a hundred random episodes', async () => {
	const seed = Number(process.env.UPSHOT_SEED ?? Math.floor(Math.random() * 2 ** 31));
	console.log(`seed ${seed} (repeat with UPSHOT_SEED=${seed})`);
	const outcome = await runLiveEpisodes({ seed, episodes: 100, restartShare: 0.02 });
	expect(outcome).toMatchObject({ episodes: 100, wrong: [], misfits: 0, strays: 0 });
	expect(outcome.changes).toBeGreaterThan(100);
}, 300_000);
