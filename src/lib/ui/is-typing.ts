/** Whether keys are letters there: then no key of the page may take them. */
export const isTyping = (target: EventTarget | null): boolean =>
	target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
