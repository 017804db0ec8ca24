import type { SavedMapping } from '#lib/domain/import.ts';
import { answered, type ImportAnswers, type ImportQuestion } from '#lib/intake/import-answers.ts';
import { askedNow, withoutColumnOf, type Asked } from './asked.ts';
import { newImportWorker } from './new-import-worker.ts';
import type { Check, Ending, FromWorker, Progress, ProposalView, SetbackReason, ToWorker } from './worker-messages.ts';

export type Setback = Readonly<{ reason: SetbackReason; waitMs: number }>;

/** Where an import stands, from no file to its end. */
export type Stage =
	| Readonly<{ is: 'empty' }>
	| Readonly<{ is: 'reading'; name: string }>
	| Readonly<{ is: 'trouble'; name: string; code: string; params: Readonly<Record<string, string>> }>
	| Readonly<{ is: 'proposal' }>
	| Readonly<{ is: 'running'; progress: Progress | null; setback: Setback | null; isStopping: boolean }>
	| Readonly<{ is: 'ended'; ending: Ending }>;

export type ImportSource = Readonly<{ product: string; zone: () => string; saved: () => readonly SavedMapping[] }>;

/**
 * One file's way into the product. A worker does the reading and sending; this holds what the page shows of it. What
 * was proposed stays on the page while a changed answer is worked into it.
 */
export class ImportSession {
	readonly #source: ImportSource;
	readonly #onEnded: () => void;
	/** Of the newest question to the worker. */
	#turn = 0;
	#worker: Worker | null = null;
	#file: File | null = null;
	/** Only what a person, or the saved mapping, has decided. */
	#decided: ImportAnswers = $state.raw({});
	#stage: Stage = $state.raw({ is: 'empty' });
	#view: ProposalView | null = $state.raw(null);
	#asked: readonly Asked[] = $state.raw([]);
	#check: Check | null = $state.raw(null);
	#isThinking = $state(false);
	#isSaved = $state(false);
	#importId: string | null = null;

	constructor(source: ImportSource, onEnded: () => void) {
		this.#source = source;
		this.#onEnded = onEnded;
	}

	get stage(): Stage {
		return this.#stage;
	}
	get view(): ProposalView | null {
		return this.#view;
	}
	/** As proposed, with what was decided since: a control shows its new state before the worker has worked it in. */
	get answers(): ImportAnswers {
		return { ...this.#view?.answers, ...this.#decided };
	}
	/** What is or was to be decided, in the order in which it came up. */
	get asked(): readonly Asked[] {
		return this.#asked;
	}
	/** How all rows would fare; `null` until the first of them are through. */
	get check(): Check | null {
		return this.#check;
	}
	/** Whether an answer is being worked in. */
	get isThinking(): boolean {
		return this.#isThinking;
	}
	/** Whether the file is read as the last one with these columns. */
	get isSaved(): boolean {
		return this.#isSaved;
	}
	get fileName(): string {
		return this.#file?.name ?? '';
	}
	get fileBytes(): number {
		return this.#file?.size ?? 0;
	}
	get isRunning(): boolean {
		return this.#stage.is === 'running';
	}

	open(file: File): void {
		if (this.isRunning) return;
		this.close();
		this.#file = file;
		this.#stage = { is: 'reading', name: file.name };
		this.#ask({});
	}

	/** Answers that replace or join those given before. */
	change(answers: ImportAnswers): void {
		this.#ask({ ...this.#decided, ...answers });
	}

	/** As the file alone tells: neither kept nor given answers count; what `answers` says does. */
	startOver(answers: ImportAnswers): void {
		this.#asked = [];
		this.#ask(answers, []);
	}

	answer(question: ImportQuestion, option: string): void {
		this.#asked = this.#asked.map((one) => (one.question === question ? { question, option } : one));
		this.#ask(answered(this.#decided, question, option));
	}

	/** The field's column; '' leaves the field out. */
	map(field: string, column: string): void {
		this.#asked = withoutColumnOf(this.#asked, field);
		const { [field]: _, ...constants } = this.#decided.constants ?? {};
		this.change({ columns: { ...this.#decided.columns, [field]: column }, constants });
	}

	/** The same value in every row. */
	set(field: string, value: string): void {
		const { [field]: _, ...columns } = this.#decided.columns ?? {};
		this.change({ columns, constants: { ...this.#decided.constants, [field]: value } });
	}

	start(): void {
		this.#stage = { is: 'running', progress: null, setback: null, isStopping: false };
		this.#post({ ask: 'start', product: this.#source.product, importId: this.#importId });
	}

	/** What is under way still lands; the end tells how much that was. */
	stop(): void {
		if (this.#stage.is !== 'running') return;
		this.#stage = { ...this.#stage, isStopping: true };
		this.#post({ ask: 'stop' });
	}

	/** Lets go of the file. */
	close(): void {
		this.#worker?.terminate();
		this.#worker = null;
		this.#file = null;
		this.#decided = {};
		this.#importId = null;
		this.#view = null;
		this.#asked = [];
		this.#check = null;
		this.#isThinking = false;
		this.#stage = { is: 'empty' };
	}

	#post(message: ToWorker): void {
		this.#worker ??= this.#newWorker();
		this.#worker.postMessage(message);
	}

	#newWorker(): Worker {
		const worker = newImportWorker();
		worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#hear(data);
		worker.onerror = ({ message }) => this.#hear({ tell: 'trouble', code: 'unexpected', params: { reason: message } });
		return worker;
	}

	#ask(answers: ImportAnswers, saved = this.#source.saved()): void {
		if (!this.#file) return;
		this.#decided = answers;
		this.#isThinking = true;
		this.#turn++;
		this.#post({ ask: 'open', turn: this.#turn, file: this.#file, answers, saved, zone: this.#source.zone() });
	}

	#hear(message: FromWorker): void {
		switch (message.tell) {
			case 'trouble':
				// What was sent before it broke off has landed.
				if (this.isRunning) this.#onEnded();
				this.#isThinking = false;
				this.#stage = { is: 'trouble', name: this.fileName, code: message.code, params: message.params };
				return;
			case 'proposal':
				// To what was asked before the newest change: it would take that back.
				if (message.turn !== this.#turn) return;
				this.#isThinking = false;
				this.#view = message.view;
				this.#decided = message.decided;
				this.#isSaved = message.isSaved;
				this.#asked = askedNow(this.#asked, message.view.questions);
				this.#check = null;
				this.#stage = { is: 'proposal' };
				return;
			case 'check':
				this.#check = message.check;
				return;
			case 'progress':
				if (this.#stage.is === 'running') this.#stage = { ...this.#stage, progress: message.progress, setback: null };
				return;
			case 'setback':
				if (this.#stage.is === 'running')
					this.#stage = { ...this.#stage, setback: { reason: message.reason, waitMs: message.waitMs } };
				return;
			case 'ended':
				this.#importId = message.ending.importId;
				this.#stage = { is: 'ended', ending: message.ending };
				this.#onEnded();
		}
	}
}
