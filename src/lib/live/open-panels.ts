import type { Answer, QuestionInput } from '#lib/domain/question.ts';
import { changedResult, rowsAdded } from './apply-change.ts';
import type { OpenPanel, PanelChange } from './contract.ts';
import { Gathering } from './gathering.ts';
import type { LiveConnection } from './live-socket.ts';

/** A question as this page keeps it; `panel` is `null` while it is not open at the server. */
type Panel = {
	question: QuestionInput;
	panel: string | null;
	revision: number;
	answer: Answer | null;
	failure: string | null;
	/** Nobody can see it: it is not asked, and keeps its last answer. */
	isAway: boolean;
	/** Since when it is not kept up to date; `null` while it is. */
	lostMs: number | null;
	/** The connection, by number, that it was asked on and that has not answered. */
	askedOn: number | null;
};

/** Equal for equal questions that were written down by the same code. */
export const questionKey = (question: QuestionInput): string => JSON.stringify(question);

const RETRY_MS = 5_000;

/** What the server may do later, though not now. */
const isForNow = (error: string): boolean => error === 'unavailable' || error === 'too-many';

/** The question whose new rows a paused page counts: all feedback over time. */
const isCounted = ({ metric, bucket, groupBy }: QuestionInput): boolean =>
	metric === 'feedback_volume' && bucket !== 'all' && groupBy === undefined;

/** The panels of one page: what each is at, and what of them is open at the server. Their last answers always stay. */
export class OpenPanels {
	readonly #panels = new Map<string, Panel>();
	readonly #onChange: () => void;
	readonly #gathering: Gathering<Panel>;
	#connection: LiveConnection | null = null;
	/** How often the connection was made. */
	#connected = 0;
	#isResting = false;

	constructor(onChange: () => void) {
		this.#onChange = onChange;
		this.#gathering = new Gathering(onChange);
	}

	/** Panels that were opened together are still coming: shown now, they would be of different moments. */
	get isGathering(): boolean {
		return this.#gathering.isOn;
	}

	/** By question; without those that were never answered. */
	answers(): Map<string, Answer> {
		const answers = new Map<string, Answer>();
		for (const [key, { answer }] of this.#panels) if (answer) answers.set(key, answer);
		return answers;
	}

	/** Why a question is not kept up to date, in the server's words; by question. */
	failures(): Map<string, string> {
		const failures = new Map<string, string>();
		for (const [key, { failure }] of this.#panels) if (failure !== null) failures.set(key, failure);
		return failures;
	}

	/** Since when a question is not kept up to date, by question; without those that are, or that nobody looks at. */
	lost(): Map<string, number> {
		const lost = new Map<string, number>();
		for (const [key, { lostMs, isAway }] of this.#panels) if (lostMs !== null && !isAway) lost.set(key, lostMs);
		return lost;
	}

	/** Watches these and nothing else; what was already open stays open. Those in `away` are kept, and not asked. */
	watch(questions: readonly QuestionInput[], away: readonly QuestionInput[] = []): void {
		const wanted = new Map(questions.map((question) => [questionKey(question), question]));
		const resting = new Set(away.map(questionKey));
		for (const [key, panel] of this.#panels) {
			if (wanted.has(key)) continue;
			this.#panels.delete(key);
			this.#close(panel);
		}
		for (const [key, question] of wanted) {
			const panel = this.#panels.get(key) ?? this.#begin(key, question);
			panel.isAway = resting.has(key);
			if (panel.isAway) this.#close(panel);
			else if (panel.panel === null) void this.#openTogether(key, panel);
		}
	}

	/** The connection stands, for the first time or again: everything is asked anew. */
	connect(connection: LiveConnection): void {
		this.#connection = connection;
		this.#connected++;
		this.lose();
		for (const [key, panel] of this.#panels) void this.#openTogether(key, panel);
	}

	/** The connection is gone, and with it what was open. */
	lose(): void {
		for (const panel of this.#panels.values()) {
			panel.panel = null;
			panel.lostMs ??= Date.now();
		}
	}

	/** Until `wake` nothing is open at the server. */
	rest(): void {
		this.#isResting = true;
		for (const panel of this.#panels.values()) this.#close(panel);
	}

	wake(): void {
		this.#isResting = false;
		for (const [key, panel] of this.#panels) void this.#openTogether(key, panel);
	}

	stop(): void {
		this.#gathering.stop();
	}

	/** Applies a frame; a panel that is not at the frame's base is opened again. Gives how many rows were added. */
	change(changes: readonly PanelChange[]): number {
		const byId = new Map(changes.map((change) => [change.panel, change]));
		let added = 0;
		for (const [key, panel] of this.#panels) {
			const change = panel.panel === null ? undefined : byId.get(panel.panel);
			if (!change || !panel.answer || change.revision <= panel.revision) continue;
			if (change.base === panel.revision) {
				if (isCounted(panel.question)) added += rowsAdded(panel.answer.result, change.changes);
				panel.answer = { watermark: change.watermark, result: changedResult(panel.answer.result, change.changes) };
				panel.revision = change.revision;
			} else {
				this.#close(panel);
				void this.#openTogether(key, panel);
			}
		}
		this.#onChange();
		return added;
	}

	#begin(key: string, question: QuestionInput): Panel {
		const empty = { panel: null, revision: 0, answer: null, failure: null, isAway: false, askedOn: null };
		const panel: Panel = { question, ...empty, lostMs: Date.now() };
		this.#panels.set(key, panel);
		return panel;
	}

	#close(panel: Panel): void {
		if (panel.panel !== null) this.#connection?.closePanel(panel.panel);
		panel.panel = null;
		panel.lostMs ??= Date.now();
	}

	#isWanted(key: string, panel: Panel): boolean {
		return this.#panels.get(key) === panel && panel.panel === null && !panel.isAway && !this.#isResting;
	}

	async #openTogether(key: string, panel: Panel): Promise<void> {
		if (!this.#mayAsk(key, panel)) return;
		this.#gathering.add(panel);
		await this.#open(key, panel);
		this.#gathering.remove(panel);
	}

	#mayAsk(key: string, panel: Panel): boolean {
		return this.#connection?.isUp() === true && this.#isWanted(key, panel) && panel.askedOn !== this.#connected;
	}

	async #open(key: string, panel: Panel): Promise<void> {
		const connection = this.#connection;
		if (!connection || !this.#mayAsk(key, panel)) return;
		const number = (panel.askedOn = this.#connected);
		const reply = await connection.openPanel(panel.question);
		// What was lost with a connection is asked for on the next one.
		if (number !== this.#connected) return;
		panel.askedOn = null;
		if (!this.#isWanted(key, panel)) {
			if (reply.ok) connection.closePanel(reply.data.panel);
			return;
		}
		if (reply.ok) this.#accept(panel, reply.data);
		else {
			panel.failure = reply.message;
			if (isForNow(reply.error)) setTimeout(() => void this.#open(key, panel), RETRY_MS);
		}
		this.#onChange();
	}

	#accept(panel: Panel, { panel: id, revision, watermark, result }: OpenPanel): void {
		panel.panel = id;
		panel.revision = revision;
		panel.answer = { watermark, result };
		panel.failure = null;
		panel.lostMs = null;
	}
}
