import { createContext, untrack } from 'svelte';
import type { Answer, Filter, QuestionInput } from '#lib/domain/question.ts';
import type { Release } from '#lib/domain/release.ts';
import type { StatementInput } from '#lib/domain/statement.ts';
import type { PanelChange, SeenRequest, StatementChange, Word } from './contract.ts';
import { openLiveSocket, type LiveConnection, type LiveListener, type OpenLiveSocket } from './live-socket.ts';
import { liveState, RECONNECTING_MS, type Connection, type LiveState } from './live-state.ts';
import { OpenPanels, questionKey } from './open-panels.ts';
import { OpenRequests } from './open-requests.ts';
import { OpenReleases, type VerdictWatcher } from './open-releases.ts';
import { OpenStatements, statementKey, type StatementState } from './open-statements.ts';
import { OpenWordStream } from './open-words.ts';
import { Pace } from './pace.ts';
import { EMPTY_PICTURE } from './picture.ts';
import { watchTab } from './watch-tab.ts';

/** How often an age on the screen grows. */
const AGE_MS = 10_000;

type Watched = { questions: readonly QuestionInput[]; filter: readonly Filter[]; away?: readonly QuestionInput[] };

/**
 * The live side of one product's pages: keeps every watched question open over losses of the connection, applies what
 * changed, and shows all of it together, at a pace that eyes and processors can follow. What was shown last always stays.
 */
export class LivePanels {
	readonly #slug: string;
	readonly #pace = new Pace(() => this.#show());
	readonly #panels = new OpenPanels(() => this.#wish());
	readonly #requests = new OpenRequests(() => this.#wish());
	readonly #statements = new OpenStatements(() => this.#wish());
	readonly #words = new OpenWordStream(() => this.#wish());
	readonly #releases = new OpenReleases(() => this.#wish());
	#connection: LiveConnection | null = null;
	#ageTimer: ReturnType<typeof setInterval> | undefined;
	#endTab: (() => void) | undefined;
	#isResting = false;
	#isStopped = false;
	/** No state: what only says that the server lives moves nothing on the screen. */
	#heardMs = Date.now();

	#shown = $state.raw(EMPTY_PICTURE);
	#link: Connection = $state.raw({ status: 'never', heardMs: Date.now() });
	#isPaused = $state(false);
	#added = $state(0);
	#nowMs = $state(Date.now());
	#productChanges = $state(0);
	#returns = $state(0);

	constructor(slug: string) {
		this.#slug = slug;
	}

	get state(): LiveState {
		return liveState(this.#link, { isPaused: this.#isPaused, added: this.#added }, this.#nowMs);
	}

	/** This machine's clock, as it moves on the screen: not while the picture is held or hidden. */
	get nowMs(): number {
		return this.#nowMs;
	}

	/** How often the connection came back after it was lost. */
	get returns(): number {
		return this.#returns;
	}

	/** The newest shown answer, `null` before the first one came: then the server-rendered one stands. */
	answerTo(question: QuestionInput): Answer | null {
		return this.#shown.answers.get(questionKey(question)) ?? null;
	}

	/** Why a question cannot be kept up to date, in the server's words. */
	failureOf(question: QuestionInput): string | null {
		return this.#shown.failures.get(questionKey(question)) ?? null;
	}

	/** What a watched statement gave last; `null` before anything came of it. */
	statementOf(statement: StatementInput): StatementState | null {
		return this.#shown.statements.get(statementKey(statement)) ?? null;
	}

	/** For how long a question was not kept up to date, where that is worth saying; `null` where it is. */
	ageOf(question: QuestionInput): number | null {
		const lostMs = this.#shown.lost.get(questionKey(question));
		const ageMs = lostMs === undefined ? 0 : this.#nowMs - lostMs;
		return ageMs < RECONNECTING_MS ? null : ageMs;
	}

	/** `null` until the stream came, and after the filter changed. */
	get words(): readonly Word[] | null {
		return this.#shown.words;
	}
	get releases(): readonly Release[] | null {
		return this.#shown.releases;
	}

	/** The last requests, newest first; `null` until they came. They move only while something watches them. */
	get requests(): readonly SeenRequest[] | null {
		return this.#shown.requests;
	}

	/** Keeps `requests` current until what it returns is called. */
	watchRequests(): () => void {
		return this.#requests.watch();
	}

	/** Keeps `statementOf` current until what it returns is called. */
	watchStatement(statement: StatementInput): () => void {
		return this.#statements.watch(statement);
	}

	/** Tells whose verdicts moved until what it returns is called; while nobody watches them the server follows none. */
	watchVerdicts(watcher: VerdictWatcher): () => void {
		return this.#releases.watchVerdicts(watcher);
	}

	/** How often the product's name or time zone changed since the page was opened. */
	get productChanges(): number {
		return this.#productChanges;
	}

	/** Connects, and stays connected until `stop`. */
	async start(open: OpenLiveSocket = openLiveSocket): Promise<void> {
		this.#ageTimer = setInterval(() => this.#age(), AGE_MS);
		this.#endTab = watchTab({ onRest: () => this.#rest(), onSeen: () => this.#return() });
		const connection = await open(this.#slug, this.#listener());
		this.#connection = connection;
		if (this.#isStopped) connection.close();
		else if (connection.isUp()) this.#up();
	}

	stop(): void {
		this.#isStopped = true;
		this.#connection?.close();
		this.#pace.stop();
		this.#panels.stop();
		this.#words.stop();
		clearInterval(this.#ageTimer);
		this.#endTab?.();
	}

	/**
	 * Watches these and nothing else: questions, and the words that pass the filter. `away` are questions whose pictures
	 * nobody can see: they keep what they last showed and cost nothing.
	 */
	watch({ questions, filter, away }: Watched): void {
		this.#panels.watch(questions, away);
		// Words of another filter are no picture of this page, paused or not.
		if (this.#words.watch(filter)) this.#shown = { ...untrack(() => this.#shown), words: null };
	}

	pause(): void {
		this.#isPaused = true;
		this.#added = 0;
	}

	resume(): void {
		this.#isPaused = false;
		this.#pace.now();
	}

	#listener(): LiveListener {
		const heard = <Told>(take: (told: Told) => void) => {
			return (told: Told) => {
				this.#hear();
				take(told);
			};
		};
		return {
			up: () => this.#up(),
			down: () => this.#down('down'),
			refused: () => this.#down('refused'),
			heard: () => this.#hear(),
			panelsChanged: heard((changes) => this.#takeChanges(changes)),
			wordsChanged: heard((change) => this.#words.take(change)),
			releaseChanged: heard((change) => this.#releases.take(change)),
			verdictChanged: heard((change) => this.#releases.takeVerdict(change)),
			requestsSeen: heard((requests) => this.#requests.take(requests)),
			productChanged: () => this.#productChanges++
		};
	}

	#up(): void {
		const isBack = this.#link.status === 'down' || this.#link.status === 'refused';
		if (isBack) this.#returns++;
		this.#hear();
		this.#link = { status: 'up', heardMs: this.#heardMs };
		if (!this.#connection) return;
		for (const part of [this.#panels, this.#statements, this.#requests, this.#words]) part.connect(this.#connection);
		this.#releases.connect(this.#connection, isBack);
	}

	#down(status: 'down' | 'refused'): void {
		if (this.#link.status === 'never' && status === 'down') return;
		this.#link = { status, heardMs: this.#heardMs };
		this.#panels.lose();
	}

	#hear(): void {
		this.#heardMs = Date.now();
	}

	#takeChanges(changes: readonly (PanelChange | StatementChange)[]): void {
		this.#statements.change(changes);
		const added = this.#panels.change(changes);
		if (this.#isPaused) this.#added += added;
	}

	#age(): void {
		if (!document.hidden) this.#nowMs = Date.now();
	}

	#wish(): void {
		if (!this.#isPaused && !document.hidden) this.#pace.wish();
	}

	/** Whoever returns sees the last picture, and then everything that came meanwhile at once. */
	#return(): void {
		if (this.#isResting) {
			this.#isResting = false;
			for (const part of [this.#panels, this.#statements, this.#words]) part.wake();
		}
		this.#age();
		this.#pace.now();
	}

	#rest(): void {
		this.#isResting = true;
		for (const part of [this.#panels, this.#statements, this.#words]) part.rest();
	}

	/** Nothing moves while paused, while nobody looks, or while only a part has come; then everything at once. */
	#show(): void {
		if (this.#isPaused || document.hidden || this.#panels.isGathering) return;
		this.#shown = {
			answers: this.#panels.answers(),
			failures: this.#panels.failures(),
			lost: this.#panels.lost(),
			statements: this.#statements.states(),
			words: this.#words.newest,
			releases: this.#releases.newest,
			requests: this.#requests.newest
		};
		this.#releases.tell();
		this.#age();
	}
}

export const [livePanels, shareLivePanels] = createContext<LivePanels>();
