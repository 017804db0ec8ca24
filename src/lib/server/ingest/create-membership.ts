import type { OtherProcess } from '#lib/server/metadata/processes.ts';

/** Between two signs of life. */
const BEAT_MS = 2000;
/** A process that was not heard of for longer stores nothing: after 12 s the others take it for gone. */
const LEASE_MS = 8000;
const JOIN_PAUSE_MS = 200;

/** Not able to store for the moment; nothing of the request was stored. */
export class NotInTurn extends Error {}

/** Whether this process is the only one on its store. */
export type Membership = Readonly<{
	/** Runs `alone` while no other process is known, else `shared`. @throws NotInTurn when neither may be said */
	run: <Value>(ways: { alone: () => Promise<Value>; shared: () => Promise<Value> }) => Promise<Value>;
	/** @throws NotInTurn when this process was not heard of for so long that others may take it for gone */
	confirm: () => void;
	stop: () => Promise<void>;
}>;

type Options = Readonly<{
	/** Says that this process lives and whether it knows of others; returns the others. */
	report: (shares: boolean) => Promise<readonly OtherProcess[]>;
	/** Ends what a process that is gone left behind. */
	retire: (id: string) => Promise<void>;
	/** Milliseconds that never go back. */
	monotonic: () => number;
	onError: (cause: unknown) => void;
}>;

/**
 * Registers this process and keeps it registered. Once it has heard of another one it shares until its end; a group
 * that began alone ends before the others are told so, and they wait for that. Resolves when rows may be stored.
 */
export async function createMembership({ report, retire, monotonic, onError }: Options): Promise<Membership> {
	let shares = false;
	let aloneUnderWay = 0;
	let waitsForOthers = false;
	let leaseEndMs = -Infinity;
	let timer: NodeJS.Timeout | undefined;
	let stopped = false;

	async function beat(): Promise<void> {
		const sentMs = monotonic();
		const told = shares && aloneUnderWay === 0;
		const known = await report(told);
		// First of all: what it left under way, nobody else waits for.
		for (const { id, isAlive } of known) if (!isAlive) await retire(id);
		const others = known.filter(({ isAlive }) => isAlive);
		leaseEndMs = sentMs + LEASE_MS;
		if (others.length > 0 && !told) {
			shares = true;
			waitsForOthers = true;
			// Said at the next beat, or right now where nothing is under way.
			if (aloneUnderWay === 0) await beat();
			return;
		}
		waitsForOthers = others.some((other) => !other.shares);
	}

	async function beatAgain(): Promise<void> {
		await beat().catch(onError);
		if (!stopped) timer = setTimeout(() => void beatAgain(), waitsForOthers ? JOIN_PAUSE_MS : BEAT_MS);
	}

	const confirm = () => {
		if (monotonic() > leaseEndMs) throw new NotInTurn('PostgreSQL does not say whether this process is alone.');
	};

	await beat();
	timer = setTimeout(() => void beatAgain(), waitsForOthers ? JOIN_PAUSE_MS : BEAT_MS);
	return {
		confirm,
		run: async ({ alone, shared }) => {
			confirm();
			if (waitsForOthers) throw new NotInTurn('Another process has not heard of this one yet.');
			if (shares) return shared();
			aloneUnderWay++;
			try {
				return await alone();
			} finally {
				aloneUnderWay--;
			}
		},
		stop: () => {
			stopped = true;
			clearTimeout(timer);
			return Promise.resolve();
		}
	};
}
