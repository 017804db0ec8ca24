/** So long at most are charts drawn before the browser may answer a press. */
const SLICE_MS = 8;

const waiting = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

function drawSome(): void {
	timer = undefined;
	const endMs = performance.now() + SLICE_MS;
	for (const draw of waiting) {
		if (performance.now() >= endMs) break;
		waiting.delete(draw);
		draw();
	}
	if (waiting.size > 0) timer = setTimeout(drawSome);
}

/** Draws when it is this chart's turn: many that change at once must not keep the page from answering. */
export function drawInTurn(draw: () => void): void {
	waiting.add(draw);
	timer ??= setTimeout(drawSome);
}

/** Takes a chart that is gone out of the queue. */
export const leaveTurn = (draw: () => void): boolean => waiting.delete(draw);
