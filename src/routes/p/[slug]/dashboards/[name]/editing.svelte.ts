import type { Dashboard, DashboardContent } from '#lib/domain/dashboard.ts';
import type { Panel } from '#lib/domain/panel.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Draft } from './draft.svelte.ts';
import { closedUp, settled } from './grid.ts';
import { combined } from './merge.ts';
import { duplicateOf, firstPanel } from './new-panel.ts';
import { readVersion, saveContent } from './saving.ts';

/** What somebody else saved while this was edited. */
export type Conflict = Readonly<{ base: DashboardContent; theirs: Dashboard; by: string }>;

/** What a person does with a dashboard: which panel is open, what is asked of them, and how saving went. */
export class Editing {
	readonly #draft: Draft;
	readonly #where: () => { product: string; mayWrite: boolean };
	#isOn = $state(false);
	#isSaving = $state(false);
	#openId: string | null = $state(null);
	#problem: string | null = $state(null);
	#conflict: Conflict | null = $state.raw(null);
	#said = $state('');
	#hasTakenUp = $state(false);
	isHistory = $state(false);

	constructor(draft: Draft, where: () => { product: string; mayWrite: boolean }) {
		this.#draft = draft;
		this.#where = where;
	}

	get isOn(): boolean {
		return this.#isOn;
	}

	get isSaving(): boolean {
		return this.#isSaving;
	}

	get problem(): string | null {
		return this.#problem;
	}

	get conflict(): Conflict | null {
		return this.#conflict;
	}

	get said(): string {
		return this.#said;
	}

	/** Work of an earlier visit was found. */
	get hasTakenUp(): boolean {
		return this.#hasTakenUp;
	}

	/** The panel in the builder. */
	get panel(): Panel | null {
		return this.#draft.content.panels.find(({ id }) => id === this.#openId) ?? null;
	}

	begin(): void {
		if (this.#where().mayWrite) this.#isOn = true;
	}

	/** What is not saved stays, here and in the browser. */
	end(): void {
		this.#isOn = false;
		this.#openId = null;
	}

	/** Goes on with what was kept; a save then says whether somebody else saved meanwhile. */
	async takeUp({ base, content }: { base: number; content: DashboardContent }): Promise<void> {
		const { saved } = this.#draft;
		this.#draft.change(content);
		if (!this.#draft.isDirty) return;
		this.#hasTakenUp = true;
		this.begin();
		if (base === saved.revision) return;
		const version = await readVersion(this.#where().product, saved.slug, base).catch(() => null);
		this.#draft.rebase(version ?? { ...saved, revision: base });
	}

	open(id: string): void {
		this.begin();
		this.#openId = id;
	}

	close(): void {
		this.#openId = null;
	}

	add(): void {
		const panel = firstPanel(this.#draft.content.panels);
		this.#draft.change({ panels: [...this.#draft.content.panels, panel] });
		this.open(panel.id);
	}

	duplicate(panel: Panel): void {
		const { panels } = this.#draft.content;
		const copy = duplicateOf(panel, panels);
		this.begin();
		this.#draft.change({ panels: settled([...panels, copy], panel.id) });
		this.say(m.dash_duplicated());
	}

	remove(id: string): void {
		if (this.#openId === id) this.close();
		this.#draft.change({ panels: closedUp(this.#draft.content.panels.filter((panel) => panel.id !== id)) });
		this.say(m.dash_removed());
	}

	say(words: string): void {
		this.#said = words;
	}

	restore(version: Dashboard): void {
		const { title, panels, variables } = version;
		this.#draft.change({ title, panels, variables });
		this.isHistory = false;
		this.say(m.dash_restored({ n: version.revision }));
	}

	async save(): Promise<void> {
		if (this.#isSaving || !this.#draft.isDirty) return;
		this.#isSaving = true;
		this.#problem = null;
		const { saved, content } = this.#draft;
		const outcome = await saveContent(this.#where().product, saved.slug, { content, base: saved.revision });
		this.#isSaving = false;
		if (outcome.status === 'saved') {
			this.#draft.accept(outcome.dashboard, content);
			this.#hasTakenUp = false;
			this.say(m.dash_saved({ n: outcome.dashboard.revision }));
		} else if (outcome.status === 'stale') this.#conflict = { base: saved, theirs: outcome.theirs, by: outcome.by };
		else this.#problem = m.dash_save_failed({ message: outcome.message });
	}

	/** Both sides' work as one draft, to be looked at and saved. */
	combine(): void {
		this.#settle((conflict, mine) => combined(conflict.base, mine, conflict.theirs));
		this.say(m.dash_combined());
	}

	/** Mine is saved over theirs, which stays in the history. */
	async keepMine(): Promise<void> {
		this.#settle((_, mine) => mine);
		await this.save();
	}

	/** Theirs is shown; mine is one step back. */
	takeTheirs(): void {
		this.#settle(({ theirs }) => theirs);
	}

	leaveConflict(): void {
		this.#conflict = null;
	}

	#settle(choose: (conflict: Conflict, mine: DashboardContent) => DashboardContent): void {
		const conflict = this.#conflict;
		if (!conflict) return;
		const next = choose(conflict, this.#draft.content);
		this.#conflict = null;
		this.#draft.rebase(conflict.theirs);
		this.#draft.change({ title: next.title, panels: next.panels, variables: next.variables });
	}
}
