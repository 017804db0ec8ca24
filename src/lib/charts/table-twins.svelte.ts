import { createContext } from 'svelte';

/** Whether the charts of a page are shown as tables; each may still choose for itself. */
export class TableTwins {
	#areTables = $state(false);

	get areTables(): boolean {
		return this.#areTables;
	}

	toggle(): void {
		this.#areTables = !this.#areTables;
	}
}

const isTyping = (target: EventTarget | null): boolean =>
	target instanceof Element && target.closest('input, textarea, select, [contenteditable], dialog') !== null;

/** Whether a key asks for the table twin: `t`, from anywhere but a field. */
export const isTwinKey = (event: KeyboardEvent): boolean =>
	event.key.toLowerCase() === 't' &&
	!event.defaultPrevented &&
	!(event.ctrlKey || event.metaKey || event.altKey) &&
	!isTyping(event.target);

const [tableTwinsOf, shareTableTwins] = createContext<TableTwins>();

export { shareTableTwins, tableTwinsOf };
