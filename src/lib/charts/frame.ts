/** Where on the canvas the time range and the values lie, in CSS pixels. */
export type Frame = Readonly<{
	width: number;
	height: number;
	/** Room left free at each side: labels left, markers above, ticks below, line names right. */
	left: number;
	right: number;
	top: number;
	bottom: number;
	fromMs: number;
	toMs: number;
}>;

export const plotWidth = ({ width, left, right }: Frame): number => Math.max(1, width - left - right);

export const xOf = (ms: number, frame: Frame): number =>
	frame.left + ((ms - frame.fromMs) / (frame.toMs - frame.fromMs)) * plotWidth(frame);

/** Which of the consecutive spans lies under `x`; the nearest one outside of the plot, −1 when there is none. */
export function indexAt(x: number, spans: readonly { startMs: number; endMs: number }[], frame: Frame): number {
	const ms = frame.fromMs + ((x - frame.left) / plotWidth(frame)) * (frame.toMs - frame.fromMs);
	const found = spans.findIndex(({ endMs }) => ms < endMs);
	return found === -1 ? spans.length - 1 : found;
}

/** About how wide a text of 11 px stands; a guess good to a few pixels, the same on server and browser. */
export function labelWidth(text: string): number {
	let width = 0;
	for (const letter of text)
		width += letter > '⺀' ? 11 : /[.,:'’il|]/.test(letter) ? 3.2 : /[mwMW%]/.test(letter) ? 9.5 : 6.8;
	return width;
}
