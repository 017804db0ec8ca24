import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { alive, commandOf, descendants } from '../engines/support/processes.ts';
import { createApi } from '../fixtures/api.ts';
import { freePort } from '../fixtures/free-port.ts';
import { startServer, type TestServer } from '../fixtures/start-server.ts';
import { seededRandom } from './random.ts';
import { countRows, readStored } from './stored-ids.ts';
import { createWriters } from './writers.ts';

export type KillOutcome = {
	seed: number;
	rounds: number;
	kills: Record<'app' | 'clickhouse' | 'both', number>;
	/** Rows that were acknowledged. */
	acknowledged: number;
	/** Batches that were sent again. */
	retried: number;
	/** Batches that nobody took within 45 s. */
	refused: number;
	lost: number;
	doubled: number;
	/** Rows, and at the end cells, in which the projection differs. */
	differences: number;
	/** Answers that are neither 200 nor an honest 429 or 503. */
	wrong: string[];
	/** Starts after a kill of the app that did not say what they checked. */
	silentStarts: number;
};

const WRITERS = 12;
const VICTIMS = ['app', 'clickhouse', 'both'] as const;

const clickhousePid = (server: TestServer): number => {
	const found = descendants(server.process.pid!).find((pid) => commandOf(pid).includes('clickhouse-child.js'));
	if (found === undefined) throw new Error('the server has no ClickHouse');
	return found;
};

function kill(pid: number): void {
	try {
		process.kill(pid, 'SIGKILL');
	} catch {
		// It is just being started again.
	}
}

/** Whatever the killed app had started is gone, as the next start needs. */
async function gone(pids: readonly number[]): Promise<void> {
	const untilMs = Date.now() + 10_000;
	while (alive(pids).length > 0 && Date.now() < untilMs) await delay(20);
}

/**
 * Writes, kills at a random moment, and compares what was acknowledged with what is there, `rounds` times on the same
 * data folder. A seed repeats victims, moments and what is sent, though not the machine's own timing.
 */
export async function runKillRounds({
	seed,
	rounds,
	onRound = () => {}
}: {
	seed: number;
	rounds: number;
	onRound?: (line: string) => void;
}): Promise<KillOutcome> {
	const random = seededRandom(seed);
	const dataDir = await mkdtemp(join(tmpdir(), 'upshot-kill-'));
	const env = { PORT: String(await freePort()) };
	let server = await startServer({ dataDir, env });
	const api = createApi(server);
	const product = await api.newProduct();
	const writers = createWriters({ url: () => server.url, product, random });
	const first = Math.floor(random() * VICTIMS.length);
	const kills = { app: 0, clickhouse: 0, both: 0 };
	let [lost, doubled, differences, silentStarts] = [0, 0, 0, 0];
	try {
		for (let round = 1; round <= rounds; round++) {
			const victim = VICTIMS[(round + first) % VICTIMS.length] ?? 'both';
			kills[victim]++;
			let isOver = false;
			const written = writers.write(WRITERS, () => !isOver);
			await delay(150 + random() * 700);
			const started = descendants(server.process.pid!);
			if (victim !== 'app') kill(clickhousePid(server));
			if (victim !== 'clickhouse') {
				server.process.kill('SIGKILL');
				await gone(started);
				server = await startServer({ dataDir, env });
			}
			await delay(100 + random() * 200);
			isOver = true;
			await written;
			const { rows, projected } = await countRows(api, product);
			const sent = writers.batches.filter(({ accepted }) => accepted).reduce((sum, { ids }) => sum + ids.length, 0);
			lost = Math.max(lost, sent - rows);
			doubled = Math.max(doubled, rows - sent);
			differences += Math.abs(rows - projected);
			if (victim !== 'clickhouse' && !(await saysWhatItChecked(server))) silentStarts++;
			onRound(`round ${round}: killed ${victim}; ${sent} acknowledged, ${rows} rows, ${projected} by projection`);
		}
		await server.stop();
		const stored = await readStored(dataDir);
		const acknowledged = writers.batches.filter(({ accepted }) => accepted).flatMap(({ ids }) => ids);
		return {
			...{ seed, rounds, kills, acknowledged: acknowledged.length, retried: writers.retried() },
			refused: writers.batches.filter(({ accepted }) => !accepted).length,
			lost: Math.max(lost, acknowledged.filter((id) => !stored.ids.has(id)).length),
			doubled: Math.max(doubled, [...stored.ids.values()].filter((times) => times > 1).length),
			differences: differences + stored.differences,
			...{ wrong: writers.wrong, silentStarts }
		};
	} finally {
		await server.stop();
		await rm(dataDir, { recursive: true, force: true });
	}
}

/** One line of the log, soon after a start. */
async function saysWhatItChecked(server: TestServer): Promise<boolean> {
	const says = () =>
		/had not been stopped in order\..*feedback: \d+ rows, 0 cells.*events: \d+ rows, 0 cells/.test(server.output());
	const untilMs = Date.now() + 10_000;
	while (!says() && Date.now() < untilMs) await delay(20);
	return says();
}
