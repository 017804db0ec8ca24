/** Lets `most` through at once and `perSecond` for good; what it gives is whether one more may pass now. */
export function createTokenBucket({ most, perSecond }: { most: number; perSecond: number }, now: () => number) {
	let left = most;
	let filledMs = now();
	return (): boolean => {
		// A clock that goes back takes nothing away.
		left = Math.min(most, left + Math.max(0, now() - filledMs) * (perSecond / 1000));
		filledMs = now();
		if (left < 1) return false;
		left--;
		return true;
	};
}
