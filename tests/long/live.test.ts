import { cpus } from 'node:os';
import { expect, it } from 'vitest';
import { runLiveEpisodes } from './live-episodes.ts';
import { report } from './report.ts';

const EPISODES = Number(process.env.UPSHOT_EPISODES ?? 3000);

it(`shows what a fresh query answers after each of ${EPISODES} random episodes`, async () => {
	const seed = Number(process.env.UPSHOT_SEED ?? Math.floor(Math.random() * 2 ** 31));
	console.log(`seed ${seed} (repeat with UPSHOT_SEED=${seed})`);
	const outcome = await runLiveEpisodes({
		...{ seed, episodes: EPISODES, restartShare: 0.02 },
		onEpisode: (line) => console.log(line)
	});
	const { restarts } = outcome;
	report('live', [
		`${new Date().toISOString().slice(0, 10)}, seed ${seed}, ${outcome.episodes} episodes on ${cpus().length} cores: ${outcome.accepted} rows and ${outcome.duplicates} duplicates, ${outcome.undone} imports undone, ${outcome.cuts} cuts, ${outcome.jumps} jumps of the clock, ${restarts.SIGTERM} restarts, ${restarts.SIGKILL} times \`kill -9\`, ${outcome.minutes} minutes that began meanwhile.`,
		'',
		'| panels compared | changes applied | panels that differ from a fresh answer | changes that did not fit | changes of closed panels |',
		'| --- | --- | --- | --- | --- |',
		`| ${outcome.compared} | ${outcome.changes} | ${outcome.wrong.length} | ${outcome.misfits} | ${outcome.strays} |`
	]);
	expect(outcome).toMatchObject({ wrong: [], misfits: 0, strays: 0 });
});
