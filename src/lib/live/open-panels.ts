import type { Answer, QuestionInput } from '#lib/domain/question.ts';
import { changedResult, rowsAdded } from './apply-change.ts';
import type { OpenPanel, PanelChange } from './contract.ts';
import type { LiveConnection } from './live-socket.ts';

/** A question as this page keeps it; `panel` is `null` while it is not open at the server. */
type Panel = {
	question: QuestionInput;
	panel: string | null;
	revision: number;
	answer: Answer | null;
	failure: string | null;
};

/** Equal for equal questions that were written down by the same code. */
export const questionKey = (question: QuestionInput): string => JSON.stringify(question);

const RETRY_MS = 5_000;

/** The question whose new rows a paused page counts: all feedback over time. */
const isCounted = ({ metric, bucket, groupBy }: QuestionInput): boolean =>
	metric === 'feedback_volume' && bucket !== 'all' && groupBy === undefined;

/** The panels of one page: what each is at, and what of them is open at the server. Their last answers always stay. */
export class OpenPanels {
	readonly #panels = new Map<string, Panel>();
	readonly #onChange: () => void;
	#connection: LiveConnection | null = null;

	constructor(onChange: () => void) {
		this.#onChange = onChange;
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

	/** Watches these and nothing else; what was already open stays open. */
	watch(questions: readonly QuestionInput[]): void {
		const wanted = new Map(questions.map((question) => [questionKey(question), question]));
		for (const [key, { panel }] of this.#panels) {
			if (wanted.has(key)) continue;
			this.#panels.delete(key);
			if (panel !== null) this.#connection?.closePanel(panel);
		}
		for (const [key, question] of wanted) {
			if (this.#panels.has(key)) continue;
			const panel: Panel = { question, panel: null, revision: 0, answer: null, failure: null };
			this.#panels.set(key, panel);
			void this.#open(key, panel);
		}
	}

	/** The connection stands, for the first time or again: everything is asked anew. */
	connect(connection: LiveConnection): void {
		this.#connection = connection;
		for (const [key, panel] of this.#panels) {
			panel.panel = null;
			void this.#open(key, panel);
		}
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
				this.#connection?.closePanel(change.panel);
				panel.panel = null;
				void this.#open(key, panel);
			}
		}
		this.#onChange();
		return added;
	}

	async #open(key: string, panel: Panel): Promise<void> {
		const connection = this.#connection;
		if (!connection?.isUp() || panel.panel !== null) return;
		const reply = await connection.openPanel(panel.question);
		const isWanted = this.#panels.get(key) === panel && panel.panel === null;
		if (!isWanted) {
			if (reply.ok) connection.closePanel(reply.data.panel);
			return;
		}
		if (reply.ok) this.#accept(panel, reply.data);
		else {
			panel.failure = reply.message;
			if (reply.error === 'unavailable') setTimeout(() => void this.#open(key, panel), RETRY_MS);
		}
		this.#onChange();
	}

	#accept(panel: Panel, { panel: id, revision, watermark, result }: OpenPanel): void {
		panel.panel = id;
		panel.revision = revision;
		panel.answer = { watermark, result };
		panel.failure = null;
	}
}
