/** One value inside the container, cut out of the text; `text` is '' for what was longer than `most`. */
export type JsonElement = Readonly<{ key: string | null; text: string; line: number }>;

type Frame = { readonly isArray: boolean; key: string | null; isKeyNext: boolean };

const parsedKey = (text: string): string => {
	try {
		return String(JSON.parse(text));
	} catch {
		return text;
	}
};

const isSpace = (character: string): boolean =>
	character === ' ' || character === '\n' || character === '\t' || character === '\r' || character === '\uFEFF';

/**
 * Cuts the values out of one array or object of a JSON text that comes in pieces: the one that stands under the keys of
 * `path`. It only follows brackets and quotes; whether a value is JSON is for who parses it.
 */
export function createJsonElements(path: readonly string[], most: number) {
	const frames: Frame[] = [];
	let line = 1;
	let isString = false;
	let isEscaped = false;
	/** What is kept: a key, or an element that began in an earlier piece. */
	let held = '';
	let keeps: 'key' | 'element' | null = null;
	let startLine = 1;
	let isTooLong = false;

	const isContainer = (): boolean =>
		frames.length === path.length + 1 && path.every((key, depth) => frames[depth]?.key === key);

	function read(text: string): JsonElement[] {
		const elements: JsonElement[] = [];
		let from = 0;

		function keepTo(end: number): void {
			if (!isTooLong) held += text.slice(from, end);
			isTooLong ||= held.length > most;
			if (isTooLong) held = '';
		}
		function begin(what: 'key' | 'element', at: number): void {
			keeps = what;
			from = at;
			held = '';
			isTooLong = false;
			startLine = line;
		}
		function finish(end: number): void {
			if (keeps !== 'element') return;
			keepTo(end);
			elements.push({ key: frames.at(-1)?.key ?? null, text: held.trimEnd(), line: startLine });
			keeps = null;
			held = '';
		}
		function close(at: number): void {
			// A bare number or word ends where its container does.
			if (isContainer()) finish(at);
			frames.pop();
			if (isContainer()) finish(at + 1);
		}
		function quote(at: number): void {
			const frame = frames.at(-1);
			if (!isString) {
				if (frame?.isKeyNext && keeps === null) begin('key', at);
				else if (keeps === null && isContainer()) begin('element', at);
				isString = true;
				return;
			}
			isString = false;
			if (keeps !== 'key' || !frame) return;
			keepTo(at + 1);
			frame.key = parsedKey(held);
			frame.isKeyNext = false;
			keeps = null;
		}

		for (let at = 0; at < text.length; at++) {
			const character = text[at] ?? '';
			if (character === '\n') line++;
			if (isString) {
				if (isEscaped) isEscaped = false;
				else if (character === '\\') isEscaped = true;
				else if (character === '"') quote(at);
			} else if (character === '"') quote(at);
			else if (character === '{' || character === '[') {
				if (keeps === null && isContainer()) begin('element', at);
				frames.push({ isArray: character === '[', key: null, isKeyNext: character === '{' });
			} else if (character === '}' || character === ']') close(at);
			else if (character === ',') {
				if (isContainer()) finish(at);
				const frame = frames.at(-1);
				if (frame) frame.isKeyNext = !frame.isArray;
			} else if (character !== ':' && !isSpace(character) && keeps === null && isContainer()) begin('element', at);
		}
		if (keeps !== null) keepTo(text.length);
		return elements;
	}

	/** Whether the text ended inside a value or a bracket. */
	return { read, isOpen: () => frames.length > 0, line: () => line };
}
