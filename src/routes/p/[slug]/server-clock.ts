/** The server's time as it goes on here, from what it was (`nowMs`) when this machine's clock showed `hereMs`. */
export const serverClock =
	(nowMs: number, hereMs: number) =>
	(laterMs: number): number =>
		nowMs + Math.max(0, laterMs - hereMs);
