import { DashboardContent, type Dashboard } from '#lib/domain/dashboard.ts';
import type { Panel } from '#lib/domain/panel.ts';

/** More steps back than anybody takes. */
const MOST_STEPS = 100;

const contentOf = ({ title, panels, variables }: DashboardContent): DashboardContent => ({ title, panels, variables });

const isSame = (one: DashboardContent, other: DashboardContent): boolean =>
	JSON.stringify(contentOf(one)) === JSON.stringify(contentOf(other));

/** A dashboard as it is being changed: what was saved last, what it is now, and every step between. */
export class Draft {
	#saved: Dashboard = $state.raw({ slug: '', title: '', panels: [], variables: [], revision: 0 });
	#content: DashboardContent = $state.raw({ title: '', panels: [], variables: [] });
	#past: readonly DashboardContent[] = $state.raw([]);
	#future: readonly DashboardContent[] = $state.raw([]);

	constructor(saved: Dashboard) {
		this.#saved = saved;
		this.#content = contentOf(saved);
	}

	get saved(): Dashboard {
		return this.#saved;
	}

	get content(): DashboardContent {
		return this.#content;
	}

	readonly isDirty = $derived.by(() => !isSame(this.#content, this.#saved));

	get canUndo(): boolean {
		return this.#past.length > 0;
	}

	get canRedo(): boolean {
		return this.#future.length > 0;
	}

	/** One step, which can be taken back. */
	change(content: Partial<DashboardContent>): void {
		const next = { ...this.#content, ...content };
		if (isSame(next, this.#content)) return;
		this.#past = [...this.#past, this.#content].slice(-MOST_STEPS);
		this.#future = [];
		this.#content = contentOf(next);
	}

	changePanel(id: string, change: (panel: Panel) => Panel): void {
		this.change({ panels: this.#content.panels.map((panel) => (panel.id === id ? change(panel) : panel)) });
	}

	undo(): void {
		const before = this.#past.at(-1);
		if (!before) return;
		this.#past = this.#past.slice(0, -1);
		this.#future = [this.#content, ...this.#future];
		this.#content = before;
	}

	redo(): void {
		const [next, ...rest] = this.#future;
		if (!next) return;
		this.#past = [...this.#past, this.#content];
		this.#future = rest;
		this.#content = next;
	}

	/** What was saved, by whomever: the next save is made from it. What is here stays as it is, unless nothing was changed. */
	rebase(saved: Dashboard): void {
		const wasClean = !this.isDirty;
		this.#saved = saved;
		if (wasClean) this.#content = contentOf(saved);
	}

	/** What was sent is saved, as the server wrote it down; what was changed since then stays a draft. */
	accept(saved: Dashboard, sent: DashboardContent): void {
		this.#saved = saved;
		if (this.#content === sent) this.#content = contentOf(saved);
	}

	/** Goes back to what was saved; that can be taken back too. */
	discard(): void {
		this.change(contentOf(this.#saved));
	}
}

const keyOf = (product: string, slug: string): string => `upshot:dashboard:${product}:${slug}`;

/** Keeps what is not saved over a reload, in this browser alone. */
export function keepDraft(product: string, draft: Draft): void {
	try {
		const key = keyOf(product, draft.saved.slug);
		if (draft.isDirty)
			localStorage.setItem(key, JSON.stringify({ base: draft.saved.revision, content: draft.content }));
		else localStorage.removeItem(key);
	} catch {
		// A browser that keeps nothing loses nothing that it promised.
	}
}

/** What was kept of it; `null` when there is nothing, or nothing that can be read. */
export function keptDraft(product: string, slug: string): { base: number; content: DashboardContent } | null {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(keyOf(product, slug)) ?? 'null');
		if (typeof kept !== 'object' || kept === null || !('base' in kept) || !('content' in kept)) return null;
		const parsed = DashboardContent.safeParse(kept.content);
		return parsed.success && typeof kept.base === 'number' ? { base: kept.base, content: parsed.data } : null;
	} catch {
		return null;
	}
}
