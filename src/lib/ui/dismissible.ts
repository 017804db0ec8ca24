import type { Attachment } from 'svelte/attachments';

/**
 * Closes a `<details>` used as a menu: on Escape (the focus returns to its summary), a press outside, leaving it, or a
 * choice within.
 */
export const dismissible: Attachment<HTMLDetailsElement> = (details) => {
	const close = () => {
		details.open = false;
	};
	const outside = (event: Event) => {
		if (event.target instanceof Node && !details.contains(event.target)) close();
	};
	const left = (event: FocusEvent) => {
		if (event.relatedTarget instanceof Node && !details.contains(event.relatedTarget)) close();
	};
	const chosen = (event: Event) => {
		if (event.target instanceof Element && event.target.closest('a[href]')) close();
	};
	const escape = (event: KeyboardEvent) => {
		if (event.key !== 'Escape' || !details.open) return;
		close();
		details.querySelector('summary')?.focus();
		event.stopPropagation();
	};
	document.addEventListener('pointerdown', outside);
	details.addEventListener('focusout', left);
	details.addEventListener('click', chosen);
	details.addEventListener('submit', close);
	details.addEventListener('keydown', escape);
	return () => {
		document.removeEventListener('pointerdown', outside);
		details.removeEventListener('focusout', left);
		details.removeEventListener('click', chosen);
		details.removeEventListener('submit', close);
		details.removeEventListener('keydown', escape);
	};
};
