/** Keeps the screen from going dark where the browser can, until what it returns is called. */
export function keepAwake(): () => void {
	let lock: WakeLockSentinel | null = null;
	let isOver = false;
	const ask = async () => {
		// Every browser takes the lock away from a page that is not seen; some have none, or none without https.
		if (isOver || document.hidden || !('wakeLock' in navigator)) return;
		try {
			lock = await navigator.wakeLock.request('screen');
			if (isOver) await lock.release();
		} catch {
			lock = null; // a low battery, or not allowed: the screen then does as it is set
		}
	};
	void ask();
	document.addEventListener('visibilitychange', ask);
	return () => {
		isOver = true;
		document.removeEventListener('visibilitychange', ask);
		void lock?.release();
	};
}
