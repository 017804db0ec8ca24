import type { Attachment } from 'svelte/attachments';

/** Closes a `<details>` used as a menu: on Escape (the focus returns to its summary), a press outside, or leaving it. */
export const dismissible: Attachment<HTMLDetailsElement> = (details) => {
	const outside = (event: Event) => {
		if (event.target instanceof Node && !details.contains(event.target)) details.open = false;
	};
	const left = (event: FocusEvent) => {
		if (event.relatedTarget instanceof Node && !details.contains(event.relatedTarget)) details.open = false;
	};
	const escape = (event: KeyboardEvent) => {
		if (event.key !== 'Escape' || !details.open) return;
		details.open = false;
		details.querySelector('summary')?.focus();
		event.stopPropagation();
	};
	document.addEventListener('pointerdown', outside);
	details.addEventListener('focusout', left);
	details.addEventListener('keydown', escape);
	return () => {
		document.removeEventListener('pointerdown', outside);
		details.removeEventListener('focusout', left);
		details.removeEventListener('keydown', escape);
	};
};
