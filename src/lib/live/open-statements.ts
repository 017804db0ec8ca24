import type { StatementInput, StatementResult } from '#lib/domain/statement.ts';
import type { OpenStatement, PanelChange, StatementChange } from './contract.ts';
import type { LiveConnection } from './live-socket.ts';

/** What a statement gave last, and why it is not kept up to date, in the server's words. */
export type StatementState = Readonly<{ result: StatementResult | null; failure: string | null }>;

/** A statement as this page keeps it; `panel` is `null` while it is not open at the server. */
type Entry = {
	statement: StatementInput;
	watchers: number;
	panel: string | null;
	revision: number;
	state: StatementState;
	/** The connection, by number, that it was asked on and that has not answered. */
	askedOn: number | null;
};

/** Equal for equal statements that were written down by the same code. */
export const statementKey = (statement: StatementInput): string => JSON.stringify(statement);

const RETRY_MS = 5_000;
const NOTHING: StatementState = { result: null, failure: null };

/** What the server may do later, though not now. */
const isForNow = (error: string): boolean => error === 'unavailable' || error === 'too-many';

const isOfStatement = (change: PanelChange | StatementChange): change is StatementChange => 'result' in change;

/** The statements that parts of a page show: each is open at the server while something watches it. */
export class OpenStatements {
	readonly #entries = new Map<string, Entry>();
	readonly #onChange: () => void;
	#connection: LiveConnection | null = null;
	/** How often the connection was made. */
	#connected = 0;
	#isResting = false;

	constructor(onChange: () => void) {
		this.#onChange = onChange;
	}

	/** By statement. */
	states(): Map<string, StatementState> {
		return new Map([...this.#entries].map(([key, { state }]) => [key, state]));
	}

	/** Returns what ends the watching. */
	watch(statement: StatementInput): () => void {
		const key = statementKey(statement);
		const entry = this.#entries.get(key) ?? this.#begin(key, statement);
		entry.watchers++;
		void this.#open(key, entry);
		return () => {
			if (--entry.watchers > 0) return;
			this.#close(entry);
			this.#entries.delete(key);
		};
	}

	/** The connection stands, for the first time or again: everything is asked anew. */
	connect(connection: LiveConnection): void {
		this.#connection = connection;
		this.#connected++;
		for (const [key, entry] of this.#entries) {
			entry.panel = null;
			void this.#open(key, entry);
		}
	}

	/** Until `wake` nothing is open at the server. */
	rest(): void {
		this.#isResting = true;
		for (const entry of this.#entries.values()) this.#close(entry);
	}

	wake(): void {
		this.#isResting = false;
		for (const [key, entry] of this.#entries) void this.#open(key, entry);
	}

	/** Takes what of a frame is about statements; one that is not at the frame's base is opened again. */
	change(changes: readonly (PanelChange | StatementChange)[]): void {
		const byId = new Map(changes.filter(isOfStatement).map((change) => [change.panel, change]));
		for (const [key, entry] of this.#entries) {
			const change = entry.panel === null ? undefined : byId.get(entry.panel);
			if (!change || change.revision <= entry.revision) continue;
			if (change.base === entry.revision) this.#show(entry, change);
			else {
				this.#close(entry);
				void this.#open(key, entry);
			}
		}
	}

	#begin(key: string, statement: StatementInput): Entry {
		const entry: Entry = { statement, watchers: 0, panel: null, revision: 0, state: NOTHING, askedOn: null };
		this.#entries.set(key, entry);
		return entry;
	}

	#close(entry: Entry): void {
		if (entry.panel !== null) this.#connection?.closePanel(entry.panel);
		entry.panel = null;
	}

	#show(entry: Entry, { revision, result }: Pick<OpenStatement, 'revision' | 'result'>): void {
		entry.revision = revision;
		entry.state = { result, failure: null };
		this.#onChange();
	}

	#isWanted(key: string, entry: Entry): boolean {
		return this.#entries.get(key) === entry && entry.panel === null && !this.#isResting;
	}

	async #open(key: string, entry: Entry): Promise<void> {
		const connection = this.#connection;
		if (!connection?.isUp() || !this.#isWanted(key, entry) || entry.askedOn === this.#connected) return;
		const number = (entry.askedOn = this.#connected);
		const reply = await connection.openStatement(entry.statement);
		// What was lost with a connection is asked for on the next one.
		if (number !== this.#connected) return;
		entry.askedOn = null;
		if (!this.#isWanted(key, entry)) {
			if (reply.ok) connection.closePanel(reply.data.panel);
			return;
		}
		if (reply.ok) {
			entry.panel = reply.data.panel;
			return this.#show(entry, reply.data);
		}
		// The last rows stay while it fails.
		entry.state = { ...entry.state, failure: reply.message };
		if (isForNow(reply.error)) setTimeout(() => void this.#open(key, entry), RETRY_MS);
		this.#onChange();
	}
}
