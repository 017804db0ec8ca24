/** A tab that is hidden for longer is not asked for until somebody looks again. */
const REST_MS = 60_000;

/** Tells when the tab was hidden for so long that it may rest, and whenever it is seen again; returns what ends it. */
export function watchTab({ onRest, onSeen }: { onRest: () => void; onSeen: () => void }): () => void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const look = () => {
		clearTimeout(timer);
		if (document.hidden) timer = setTimeout(onRest, REST_MS);
		else onSeen();
	};
	document.addEventListener('visibilitychange', look);
	return () => {
		clearTimeout(timer);
		document.removeEventListener('visibilitychange', look);
	};
}
