import { expect, it } from 'vitest';
import { runKillRounds } from '../../long/kill-rounds.ts';

it('loses nothing and doubles nothing through ten kills of the app, of ClickHouse or of both', async () => {
	const seed = Number(process.env.UPSHOT_SEED ?? Math.floor(Math.random() * 2 ** 31));
	console.log(`seed ${seed} (repeat with UPSHOT_SEED=${seed})`);
	const outcome = await runKillRounds({ seed, rounds: 10, onRound: (line) => console.log(line) });
	expect(outcome.acknowledged).toBeGreaterThan(1000);
	expect(outcome).toMatchObject({
		...{ lost: 0, doubled: 0, differences: 0, refused: 0, wrong: [], silentStarts: 0 }
	});
}, 180_000);
