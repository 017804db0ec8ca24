import { setTimeout as delay } from 'node:timers/promises';
import type { Engine, EngineState } from './engine.ts';
import type { Log } from './log.ts';

/** One life of an engine: from the moment it answers until it exits. */
export type EngineProcess = {
	pid: number;
	/** Resolves with the reason, and never rejects. */
	exited: Promise<string>;
	stop(): Promise<void>;
};

const BACK_OFF_MS = [0, 200, 500, 1000, 2000, 5000, 10_000];

/** A life this long ends a row of failures. */
const STEADY_MS = 60_000;

const backOffMs = (failures: number) => BACK_OFF_MS[Math.min(failures, BACK_OFF_MS.length - 1)] ?? 0;

/**
 * Starts an engine, and again whenever it exits on its own, at growing intervals while it keeps failing.
 * @throws whatever the first start throws: later ones are logged and tried again
 */
export async function keepRunning(
	name: string,
	start: () => Promise<EngineProcess>,
	log: Log
): Promise<Omit<Engine<never>, 'address'>> {
	let life = await start();
	let status: EngineState['status'] = 'running';
	let failures = 0;
	const stopping = new AbortController();

	const startAgain = async () => {
		try {
			await delay(backOffMs(failures++), undefined, { signal: stopping.signal });
			life = await start();
			if (stopping.signal.aborted) return await life.stop();
			status = 'running';
			log.info({ pid: life.pid }, `${name} is running again`);
		} catch (cause) {
			if (!stopping.signal.aborted) log.error({ err: cause }, `${name} could not be started again`);
		}
	};

	const watch = async () => {
		while (!stopping.signal.aborted) {
			const bornMs = performance.now();
			const reason = await life.exited;
			if (stopping.signal.aborted) return;
			status = 'restarting';
			log.warn({ pid: life.pid, reason }, `${name} exited and is started again`);
			if (performance.now() - bornMs > STEADY_MS) failures = 0;
			while (status === 'restarting' && !stopping.signal.aborted) await startAgain();
		}
	};
	const watched = watch();

	const stop = async () => {
		stopping.abort();
		await life.stop();
		await watched;
		status = 'stopped';
	};
	let stopped: Promise<void> | undefined;
	return { state: () => ({ status, pid: life.pid }), stop: () => (stopped ??= stop()) };
}
