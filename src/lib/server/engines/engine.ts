/** How one engine does: a server of somebody else's is not watched. */
export type EngineState = { status: 'running' | 'restarting' | 'stopped'; pid: number } | { status: 'external' };

/** A server that answers, and where. */
export type Engine<Address> = { address: Address; state(): EngineState; stop(): Promise<void> };

export type ClickhouseAddress = { url: string; username: string; password: string };

/** How postgres.js reaches PostgreSQL. */
export type PostgresAddress =
	{ url: string } | { socketDir: string; port: number; username: string; password?: string; database: string };

/** A server that somebody else runs. */
export const externalEngine = <Address>(address: Address): Engine<Address> => ({
	address,
	state: () => ({ status: 'external' }),
	stop: () => Promise.resolve()
});
