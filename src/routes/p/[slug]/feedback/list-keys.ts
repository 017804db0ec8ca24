import type { Attachment } from 'svelte/attachments';
import { isTyping } from '#lib/ui/is-typing.ts';

type Keys = Readonly<{
	/** The links of the list, in order. */
	links: () => HTMLElement[];
	search: () => HTMLElement | null;
	/** Closes the open answer; `false` when none is open. */
	close: () => boolean;
}>;

/**
 * The keys of the page: `j` and `k` go to the next and the previous answer from wherever the focus is, the arrows do so
 * within the list, `/` goes to the search, Escape closes what is open. Opening is the link's own Enter.
 */
export const listKeys =
	(keys: Keys): Attachment<HTMLElement> =>
	(page) => {
		const move = (step: 1 | -1): void => {
			const links = keys.links();
			const focused = links.findIndex((link) => link === document.activeElement);
			const from = focused === -1 ? links.findIndex((link) => link.hasAttribute('aria-current')) : focused;
			const next = links[from === -1 ? 0 : Math.max(0, Math.min(from + step, links.length - 1))];
			next?.focus();
			next?.scrollIntoView({ block: 'nearest' });
		};
		const onKey = (event: KeyboardEvent) => {
			if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
			const isInList = event.target instanceof HTMLElement && keys.links().includes(event.target);
			const step = { j: 1, k: -1, ArrowDown: isInList ? 1 : 0, ArrowUp: isInList ? -1 : 0 }[event.key];
			if (step === 1 || step === -1) move(step);
			else if (event.key === '/') keys.search()?.focus();
			else if (event.key !== 'Escape' || !keys.close()) return;
			event.preventDefault();
		};
		const { ownerDocument } = page;
		ownerDocument.addEventListener('keydown', onKey);
		return () => ownerDocument.removeEventListener('keydown', onKey);
	};
