import type { Attachment } from 'svelte/attachments';

/** More often would talk over whoever is reading. */
const BETWEEN_MS = 10_000;

/** Writes `news` into a live region when it changes, at most every ten seconds; what stood first is not news. */
export function announced(news: () => string): Attachment<HTMLElement> {
	return (region) => {
		let last: string | null = null;
		let saidMs = -Infinity;
		let timer: ReturnType<typeof setTimeout> | undefined;
		const say = () => {
			timer = undefined;
			saidMs = Date.now();
			region.textContent = last;
		};
		$effect(() => {
			const now = news();
			const isFirst = last === null;
			if (now === last) return;
			last = now;
			if (isFirst) return;
			timer ??= setTimeout(say, Math.max(0, saidMs + BETWEEN_MS - Date.now()));
		});
		return () => clearTimeout(timer);
	};
}
