import { createContext } from 'svelte';
import type { Answer, Filter, QuestionInput } from '#lib/domain/question.ts';
import type { Release } from '#lib/domain/release.ts';
import type { ReleaseChange, SeenRequest, Word } from './contract.ts';
import { openLiveSocket, type LiveConnection, type OpenLiveSocket } from './live-socket.ts';
import { liveState, type Connection, type LiveState } from './live-state.ts';
import { OpenPanels, questionKey } from './open-panels.ts';
import { OpenRequests } from './open-requests.ts';

/** At most four pictures a second, however many frames arrive. */
const SHOW_MS = 250;
/** How often an age on the screen grows. */
const AGE_MS = 10_000;

type Picture = Readonly<{
	answers: ReadonlyMap<string, Answer>;
	failures: ReadonlyMap<string, string>;
	words: readonly Word[] | null;
	releases: readonly Release[] | null;
	requests: readonly SeenRequest[] | null;
}>;

const NOTHING: Picture = { answers: new Map(), failures: new Map(), words: null, releases: null, requests: null };

const newestFirst = (one: Release, other: Release): number => (one.at < other.at ? 1 : -1);

const filterKey = (filter: readonly Filter[]): string => JSON.stringify(filter);

/**
 * The live side of one product's pages: keeps every watched question open over losses of the connection, applies what
 * changed, and shows it at a pace that eyes and processors can follow. What was shown last always stays.
 */
export class LivePanels {
	readonly #slug: string;
	readonly #panels = new OpenPanels(() => this.#schedule());
	readonly #requests = new OpenRequests(() => this.#schedule());
	#words: readonly Word[] | null = null;
	#releases: readonly Release[] | null = null;
	#filter: readonly Filter[] = [];
	#stream: string | null = null;
	#connection: LiveConnection | null = null;
	#showTimer: ReturnType<typeof setTimeout> | undefined;
	#ageTimer: ReturnType<typeof setInterval> | undefined;
	#isStopped = false;

	#shown = $state.raw(NOTHING);
	#link: Connection = $state.raw({ status: 'never', heardMs: Date.now() });
	#isPaused = $state(false);
	#added = $state(0);
	#nowMs = $state(Date.now());
	#productChanges = $state(0);

	constructor(slug: string) {
		this.#slug = slug;
	}

	get state(): LiveState {
		return liveState(this.#link, { isPaused: this.#isPaused, added: this.#added }, this.#nowMs);
	}

	/** The newest shown answer, `null` before the first one came: then the server-rendered one stands. */
	answerTo(question: QuestionInput): Answer | null {
		return this.#shown.answers.get(questionKey(question)) ?? null;
	}

	/** Why a question cannot be kept up to date, in the server's words. */
	failureOf(question: QuestionInput): string | null {
		return this.#shown.failures.get(questionKey(question)) ?? null;
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

	/** How often the product's name or time zone changed since the page was opened. */
	get productChanges(): number {
		return this.#productChanges;
	}

	/** Connects, and stays connected until `stop`. */
	async start(open: OpenLiveSocket = openLiveSocket): Promise<void> {
		this.#ageTimer = setInterval(() => (this.#nowMs = Date.now()), AGE_MS);
		document.addEventListener('visibilitychange', this.#show);
		const connection = await open(this.#slug, {
			up: () => this.#up(),
			down: () => this.#down(),
			heard: () => this.#hear(),
			panelsChanged: (changes) => {
				this.#hear();
				const added = this.#panels.change(changes);
				if (this.#isPaused) this.#added += added;
			},
			wordsChanged: ({ stream, words }) => this.#takeWords(stream, words),
			releaseChanged: (change) => this.#takeRelease(change),
			requestsSeen: (requests) => {
				this.#hear();
				this.#requests.take(requests);
			},
			productChanged: () => this.#productChanges++
		});
		this.#connection = connection;
		if (this.#isStopped) connection.close();
		else if (connection.isUp()) this.#up();
	}

	stop(): void {
		this.#isStopped = true;
		this.#connection?.close();
		clearTimeout(this.#showTimer);
		clearInterval(this.#ageTimer);
		document.removeEventListener('visibilitychange', this.#show);
	}

	/** Watches these and nothing else: questions, and the words that pass the filter. */
	watch({ questions, filter }: { questions: readonly QuestionInput[]; filter: readonly Filter[] }): void {
		this.#panels.watch(questions);
		if (filterKey(filter) === filterKey(this.#filter)) return;
		this.#filter = filter;
		this.#words = null;
		void this.#openWords();
		this.#schedule();
	}

	pause(): void {
		this.#isPaused = true;
		this.#added = 0;
	}

	resume(): void {
		this.#isPaused = false;
		this.#show();
	}

	#up(): void {
		this.#link = { status: 'up', heardMs: Date.now() };
		this.#stream = null;
		if (!this.#connection) return;
		this.#panels.connect(this.#connection);
		this.#requests.connect(this.#connection);
		void this.#openWords();
		void this.#openReleases();
	}

	#down(): void {
		if (this.#link.status === 'up') this.#link = { ...this.#link, status: 'down' };
	}

	#hear(): void {
		if (this.#link.status === 'up') this.#link = { status: 'up', heardMs: Date.now() };
	}

	async #openWords(): Promise<void> {
		if (!this.#connection?.isUp()) return;
		if (this.#stream !== null) this.#connection.closeWords(this.#stream);
		this.#stream = null;
		const filter = this.#filter;
		const reply = await this.#connection.openWords(filter);
		if (!reply.ok || filter !== this.#filter) return;
		this.#stream = reply.data.stream;
		this.#takeWords(reply.data.stream, reply.data.words);
	}

	#takeWords(stream: string, words: readonly Word[]): void {
		this.#hear();
		if (stream !== this.#stream) return;
		this.#words = words;
		this.#schedule();
	}

	async #openReleases(): Promise<void> {
		const reply = await this.#connection?.openReleases();
		if (!reply?.ok) return;
		this.#releases = reply.data.releases;
		this.#schedule();
	}

	#takeRelease(change: ReleaseChange): void {
		this.#hear();
		const others = (this.#releases ?? []).filter(({ version }) => version !== change.version);
		this.#releases = 'deleted' in change ? others : [change, ...others].sort(newestFirst);
		this.#schedule();
	}

	#schedule(): void {
		this.#showTimer ??= setTimeout(() => {
			this.#showTimer = undefined;
			this.#show();
		}, SHOW_MS);
	}

	/** Nothing moves while paused or while nobody looks; then everything at once. */
	readonly #show = (): void => {
		if (this.#isPaused || document.hidden) return;
		this.#shown = {
			answers: this.#panels.answers(),
			failures: this.#panels.failures(),
			words: this.#words,
			releases: this.#releases,
			requests: this.#requests.newest
		};
		this.#nowMs = Date.now();
	};
}

export const [livePanels, shareLivePanels] = createContext<LivePanels>();
