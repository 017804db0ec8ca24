import { cpus } from 'node:os';
import { expect, it } from 'vitest';
import { runKillRounds } from './kill-rounds.ts';
import { report } from './report.ts';

const ROUNDS = Number(process.env.UPSHOT_ROUNDS ?? 150);

it(`loses nothing and doubles nothing through ${ROUNDS} kills`, async () => {
	const seed = Number(process.env.UPSHOT_SEED ?? Math.floor(Math.random() * 2 ** 31));
	console.log(`seed ${seed} (repeat with UPSHOT_SEED=${seed})`);
	const outcome = await runKillRounds({ seed, rounds: ROUNDS, onRound: (line) => console.log(line) });
	const { kills } = outcome;
	report('kill', [
		`${new Date().toISOString().slice(0, 10)}, seed ${seed}, ${outcome.rounds} rounds on ${cpus().length} cores: \`kill -9\` of the app ${kills.app} times, of ClickHouse ${kills.clickhouse}, of both ${kills.both}.`,
		'',
		`| acknowledged rows | batches sent again | lost | doubled | rows or cells that differ from the projection | wrong answers | batches nobody took | starts that did not say what they checked |`,
		`| --- | --- | --- | --- | --- | --- | --- | --- |`,
		`| ${outcome.acknowledged} | ${outcome.retried} | ${outcome.lost} | ${outcome.doubled} | ${outcome.differences} | ${outcome.wrong.length} | ${outcome.refused} | ${outcome.silentStarts} |`
	]);
	expect(outcome).toMatchObject({
		...{ lost: 0, doubled: 0, differences: 0, refused: 0, wrong: [], silentStarts: 0 }
	});
});
