import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { alive, descendants } from '../engines/support/processes.ts';
import { createApi } from '../fixtures/api.ts';
import { freePort } from '../fixtures/free-port.ts';
import { startServer, type TestServer } from '../fixtures/start-server.ts';
import { createRandom } from '../integration/questions/random.ts';
import { TIMEZONE } from './live-choices.ts';
import { createLiveClient } from './live-client.ts';
import { compare } from './live-compare.ts';
import { open, STEPS, type LiveOutcome, type World } from './live-steps.ts';

const CLIENTS = 3;
/** How far a server's clock is set from the machine's: within a minute, over edges of all widths, and right again. */
const CLOCKS_MS = [0, 0, 700, -700, 75_000, -75_000, 50 * 60_000, -3 * 3_600_000, 20 * 3_600_000];
const JUMP_SHARE = 0.25;
/** A product gets new company after this many. */
const EPISODES_PER_PRODUCT = 25;

/** What a lost connection or a stopping server does to a request is not the point here. */
const patiently = (work: Promise<unknown>): Promise<unknown> => work.catch(() => null);

/**
 * Random episodes, each a few steps at once and one after another that ends when it is quiet. A seed repeats the
 * choices, though neither the clock nor the machine's own timing. Stops at the first difference.
 */
export async function runLiveEpisodes({
	seed,
	episodes,
	restartShare,
	onEpisode = () => {}
}: {
	seed: number;
	episodes: number;
	/** How many of the episodes stop or kill the app. */
	restartShare: number;
	onEpisode?: (line: string) => void;
}): Promise<LiveOutcome> {
	const random = createRandom(seed);
	const dataDir = await mkdtemp(join(tmpdir(), 'upshot-live-'));
	const clockFile = join(dataDir, 'clock-of-the-test');
	await writeFile(clockFile, '0');
	const env = {
		PORT: String(await freePort()),
		NODE_OPTIONS: `--import ${pathToFileURL('tests/fixtures/jumping-clock.js').href}`,
		UPSHOT_TEST_CLOCK: clockFile
	};
	let server: TestServer = await startServer({ dataDir, env });
	const restarts = { SIGTERM: 0, SIGKILL: 0 };
	const counted = { episodes: 0, compared: 0, changes: 0, accepted: 0, duplicates: 0, undone: 0, cuts: 0, jumps: 0 };
	const outcome: LiveOutcome = { seed, ...counted, restarts, minutes: 0, misfits: 0, strays: 0, wrong: [] };
	const beganMinute = Math.floor(Date.now() / 60_000);

	async function restart(): Promise<void> {
		const signal = random.pick(['SIGTERM', 'SIGKILL'] as const);
		restarts[signal]++;
		const started = descendants(server.process.pid!);
		const ended = once(server.process, 'exit');
		server.process.kill(signal);
		await ended;
		const untilMs = Date.now() + 10_000;
		while (alive(started).length > 0 && Date.now() < untilMs) await delay(20);
		server = await startServer({ dataDir, env });
	}

	async function jump(): Promise<void> {
		outcome.jumps++;
		await writeFile(clockFile, String(random.pick(CLOCKS_MS)));
		server.process.kill('SIGUSR2');
	}

	async function company(episode: number): Promise<World> {
		const api = createApi(server);
		const product = await api.newProduct(TIMEZONE);
		const key = product.key.read;
		const clients = Array.from({ length: CLIENTS }, () => createLiveClient({ url: () => server.url, key }));
		const world = { random, api, product, clients, imports: [], outcome, episode };
		for (let panels = 0; panels < 2 * CLIENTS; panels++) await open(world);
		return world;
	}

	function part({ clients }: World): void {
		for (const { stop, counts, strays } of clients) {
			stop();
			outcome.changes += counts.changes;
			outcome.misfits += counts.misfits;
			outcome.strays += strays.length;
		}
	}

	let world = await company(0);
	try {
		for (let episode = 1; episode <= episodes && outcome.wrong.length === 0; episode++) {
			if (episode % EPISODES_PER_PRODUCT === 0) {
				part(world);
				world = await company(episode);
			}
			world.episode = episode % EPISODES_PER_PRODUCT;
			const under: Promise<unknown>[] = [];
			for (let left = random.whole(2, 5); left > 0; left--) {
				const step = patiently(random.pick(STEPS)(world));
				under.push(step);
				if (random.chance(0.4)) await step;
			}
			if (random.chance(JUMP_SHARE)) await jump();
			if (random.chance(restartShare)) await restart();
			await Promise.all(under);
			outcome.wrong.push(...(await compare(world)).map((one) => `episode ${episode}: ${one}`));
			outcome.episodes++;
			if (episode % 100 === 0) onEpisode(`episode ${episode}: ${outcome.compared} panels compared`);
		}
		outcome.minutes = Math.floor(Date.now() / 60_000) - beganMinute;
	} finally {
		part(world);
		await server.stop();
		await rm(dataDir, { recursive: true, force: true });
	}
	return outcome;
}
